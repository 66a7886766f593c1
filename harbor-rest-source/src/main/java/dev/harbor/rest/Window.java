package dev.harbor.rest;

import static java.util.Objects.requireNonNull;

import dev.harbor.source.ExtractContext;
import dev.harbor.source.Incremental;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cursor, and how its start is sent.
 *
 * @param cursor of the resource
 * @param format makes text of the start
 */
record Window<T>(Incremental<T> cursor, Function<? super T, String> format) {
  Window {
    requireNonNull(cursor, "cursor");
    requireNonNull(format, "format");
  }

  Optional<String> start(ExtractContext context) {
    return context.startOf(cursor).map(format);
  }
}
