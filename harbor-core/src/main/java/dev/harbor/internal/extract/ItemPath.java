package dev.harbor.internal.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in an item: names and indexes, as {@code data.items[0].created_at}; {@code [*]} is the
 * first element that leads on, {@code a|b} the first name that does, {@code $} the item. Immutable.
 */
final class ItemPath {
  private static final Pattern STEP =
      Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d+)\\]|\\[(\\*)\\]|\\['([^']+)'\\]");

  private final String text;
  private final List<Step> steps;

  /** One step: names to choose from, or an index, or any element. */
  private record Step(List<String> names, int index) {
    static final int ANY = -1;
    static final int NAMED = -2;
  }

  private ItemPath(String text, List<Step> steps) {
    this.text = text;
    this.steps = List.copyOf(steps);
  }

  static ItemPath parse(String text) {
    String rest = text.startsWith("$.") ? text.substring(2) : text.equals("$") ? "" : text;
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(rest);
    int at = 0;
    while (at < rest.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new IllegalArgumentException(
            "Cannot read path '%s': expected names and indexes such as data.items[0].created_at"
                .formatted(text));
      }
      steps.add(step(matcher));
      at = matcher.end();
    }
    return new ItemPath(text, steps);
  }

  private static Step step(Matcher matcher) {
    if (matcher.group(2) != null) {
      return new Step(List.of(), Integer.parseInt(matcher.group(2)));
    }
    if (matcher.group(3) != null) {
      return new Step(List.of(), Step.ANY);
    }
    String quoted = matcher.group(4);
    return quoted != null
        ? new Step(List.of(quoted), Step.NAMED)
        : new Step(Arrays.stream(matcher.group(1).split("\\|")).toList(), Step.NAMED);
  }

  /** The names, if the path consists of nothing else and can be followed without a tree. */
  Optional<List<String>> names() {
    boolean plain =
        !steps.isEmpty()
            && steps.stream().allMatch(s -> s.index() == Step.NAMED && s.names().size() == 1);
    return plain
        ? Optional.of(steps.stream().map(step -> step.names().get(0)).toList())
        : Optional.empty();
  }

  /** The value at this place; null if there is none. */
  @Nullable Object find(@Nullable Object item) {
    return find(item, 0);
  }

  private @Nullable Object find(@Nullable Object value, int at) {
    if (at == steps.size() || value == null) {
      return value;
    }
    Step step = steps.get(at);
    if (step.index() == Step.NAMED) {
      return value instanceof Map<?, ?> map ? first(step.names(), map, at) : null;
    }
    if (!(value instanceof List<?> list)) {
      return null;
    }
    if (step.index() != Step.ANY) {
      return step.index() < list.size() ? find(list.get(step.index()), at + 1) : null;
    }
    for (Object element : list) {
      Object found = find(element, at + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Object first(List<String> names, Map<?, ?> map, int at) {
    for (String name : names) {
      Object found = find(map.get(name), at + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return text;
  }
}
