package dev.harbor.rest;

import static java.util.Objects.requireNonNull;

import dev.harbor.source.ExtractContext;
import dev.harbor.source.Incremental;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cursor, and how start and end of its window are sent.
 *
 * @param cursor of the resource
 * @param format makes text of a value
 */
record Window<T>(Incremental<T> cursor, Function<? super T, String> format) {
  Window {
    requireNonNull(cursor, "cursor");
    requireNonNull(format, "format");
  }

  Optional<String> end(ExtractContext context) {
    return context.endOf(cursor).map(format);
  }

  Optional<String> start(ExtractContext context) {
    return context.startOf(cursor).map(format);
  }
}
