package dev.harbor.reddit.simulator;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about the page it wants. Immutable.
 *
 * @param limit 1 to 100
 * @param after name behind which the page begins; null: from the top
 * @param before name in front of which the page ends; wins over {@code after}
 * @param count how many items the client has seen; 0 where it does not say
 */
record PageRequest(int limit, @Nullable String after, @Nullable String before, int count) {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");
  private static final int DEFAULT_LIMIT = 25;
  private static final int MAX_LIMIT = 100;

  static PageRequest of(UnaryOperator<@Nullable String> parameter) {
    int limit = integer(parameter.apply("limit"), DEFAULT_LIMIT);
    return new PageRequest(
        Math.max(1, Math.min(MAX_LIMIT, limit)),
        nonEmpty(parameter.apply("after")),
        nonEmpty(parameter.apply("before")),
        Math.max(0, integer(parameter.apply("count"), 0)));
  }

  @Nullable String anchor() {
    return before == null ? after : before;
  }

  static int integer(@Nullable String text, int otherwise) {
    return text != null && INTEGER.matcher(text).matches() ? Integer.parseInt(text) : otherwise;
  }

  private static @Nullable String nonEmpty(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
