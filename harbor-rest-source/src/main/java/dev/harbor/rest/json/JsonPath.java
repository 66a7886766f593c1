package dev.harbor.rest.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A path into JSON: {@code $}, names with dots, {@code ['name']}, {@code [0]} and {@code [-1]},
 * {@code [*]} and {@code *}, {@code ..name} at any depth. Immutable.
 */
public final class JsonPath {
  private final String text;
  private final List<Step> steps;

  private JsonPath(String text, List<Step> steps) {
    this.text = text;
    this.steps = steps;
  }

  /**
   * A path.
   *
   * @throws IllegalArgumentException if it cannot be read; says where
   */
  public static JsonPath parse(String text) {
    return new JsonPath(text, new Parser(text).steps());
  }

  /** Every value that it leads to, in order; none if there is none. */
  public List<Json> all(Json root) {
    List<Json> found = List.of(root);
    for (Step step : steps) {
      List<Json> next = new ArrayList<>();
      for (Json value : found) {
        step.from(value, next);
      }
      found = next;
    }
    return found;
  }

  /** The first value that it leads to; empty if there is none or it is null. */
  public Optional<Json> first(Json root) {
    return all(root).stream().findFirst().filter(value -> value.kind() != Json.Kind.NULL);
  }

  /** Whether it can lead to several values. */
  public boolean isPlural() {
    return steps.stream().anyMatch(Step::isPlural);
  }

  /** The path as it was given. */
  @Override
  public String toString() {
    return text;
  }

  /**
   * From a value to values.
   *
   * @param name of a member; null for an index or for all
   * @param index of an element, from the end if it is negative
   * @param deep whether at any depth
   */
  private record Step(Optional<String> name, Optional<Integer> index, boolean deep) {
    boolean isPlural() {
      return deep || (name.isEmpty() && index.isEmpty());
    }

    void from(Json value, List<Json> found) {
      if (index.isPresent()) {
        List<Json> elements = value.elements();
        int at = index.get() < 0 ? elements.size() + index.get() : index.get();
        if (at >= 0 && at < elements.size()) {
          found.add(elements.get(at));
        }
      } else if (name.isEmpty()) {
        found.addAll(children(value));
      } else {
        Json member = value.members().get(name.get());
        if (member != null) {
          found.add(member);
        }
      }
      if (deep) {
        children(value).forEach(child -> from(child, found));
      }
    }

    private static Collection<Json> children(Json value) {
      return value.members().isEmpty() ? value.elements() : value.members().values();
    }
  }

  /** Reads the text of a path. */
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    List<Step> steps() {
      if (text.isBlank()) {
        throw new IllegalArgumentException(
            "Cannot read a JSON path: it is blank; '$' is the whole body");
      }
      List<Step> steps = new ArrayList<>();
      if (text.startsWith("$")) {
        at = 1;
      } else if (!text.startsWith("[")) {
        steps.add(name(false));
      }
      while (at < text.length()) {
        steps.add(step());
      }
      return List.copyOf(steps);
    }

    private Step step() {
      if (text.charAt(at) == '[') {
        return bracket();
      }
      if (text.charAt(at) != '.') {
        throw broken();
      }
      at++;
      boolean deep = at < text.length() && text.charAt(at) == '.';
      if (deep) {
        at++;
      } else if (at < text.length() && text.charAt(at) == '[') {
        return bracket();
      }
      return name(deep);
    }

    private Step name(boolean deep) {
      int start = at;
      while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
        at++;
      }
      if (start == at) {
        throw broken();
      }
      String name = text.substring(start, at);
      return new Step(name.equals("*") ? Optional.empty() : Optional.of(name), none(), deep);
    }

    private Step bracket() {
      int close = text.indexOf(']', at);
      char quote = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      if (quote == '\'' || quote == '"') {
        int end = text.indexOf(quote + "]", at + 2);
        if (end < 0) {
          throw broken();
        }
        String name = text.substring(at + 2, end);
        at = end + 2;
        return new Step(Optional.of(name), none(), false);
      }
      String inside = close < 0 ? "" : text.substring(at + 1, close).strip();
      if (!inside.equals("*") && !inside.matches("-?[0-9]{1,9}")) {
        throw broken();
      }
      at = close + 1;
      Optional<Integer> index = inside.equals("*") ? none() : Optional.of(Integer.valueOf(inside));
      return new Step(Optional.empty(), index, false);
    }

    private static Optional<Integer> none() {
      return Optional.empty();
    }

    private IllegalArgumentException broken() {
      return new IllegalArgumentException(
          "Cannot read the JSON path '%s': found something else at position %d, expected names with dots, [0], [*] or ['name']"
              .formatted(text, at + 1));
    }
  }
}
