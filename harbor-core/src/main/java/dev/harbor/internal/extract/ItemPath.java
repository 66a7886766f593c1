package dev.harbor.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in an item: names and indexes, as {@code data.items[0].created_at}; a leading {@code $.}
 * may stand. Immutable.
 */
final class ItemPath {
  private static final Pattern STEP =
      Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d+)\\]|\\['([^']+)'\\]");

  private final String text;
  private final List<Object> steps;

  private ItemPath(String text, List<Object> steps) {
    this.text = text;
    this.steps = List.copyOf(steps);
  }

  static ItemPath parse(String text) {
    String rest = text.startsWith("$.") ? text.substring(2) : text;
    List<Object> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(rest);
    int at = 0;
    while (at < rest.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new IllegalArgumentException(
            "Cannot read path '%s': expected names and indexes such as data.items[0].created_at"
                .formatted(text));
      }
      String index = matcher.group(2);
      if (index != null) {
        steps.add(Integer.valueOf(index));
      } else {
        String name = matcher.group(1);
        steps.add(name == null ? matcher.group(3) : name);
      }
      at = matcher.end();
    }
    return new ItemPath(text, steps);
  }

  /** The value at this place; null if there is none. */
  @Nullable Object find(@Nullable Object item) {
    Object value = item;
    for (Object step : steps) {
      if (step instanceof Integer index) {
        value = value instanceof List<?> list && index < list.size() ? list.get(index) : null;
      } else if (value instanceof Map<?, ?> map) {
        value = map.get(step);
      } else {
        value = null;
      }
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  @Override
  public String toString() {
    return text;
  }
}
