package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.JsonTree.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of the fields of some objects. Immutable.
 *
 * @param kind such as {@code t3}; {@code *} for all
 * @param field that changes, or from which the new name is made
 * @param share of the objects, chosen by their names
 */
record DriftRule(Drift change, String kind, String field, double share) {
  private static final int MANY = 300;

  /** The form in which it stands in the chronicle. */
  String text() {
    return change + "\n" + kind + "\n" + field + "\n" + share;
  }

  static DriftRule parse(String text) {
    String[] part = text.split("\n", 4);
    return new DriftRule(Drift.valueOf(part[0]), part[1], part[2], Double.parseDouble(part[3]));
  }

  boolean concerns(String objectKind, Map<String, @Nullable Object> data) {
    return (kind.equals("*") || kind.equals(objectKind))
        && Dice.of(7, text() + data.get("name")).chance("drift", share);
  }

  void apply(Map<String, @Nullable Object> data) {
    switch (change) {
      case NEW_SCALAR -> data.put(field, "new");
      case NEW_OBJECT -> data.put(field, example());
      case NEW_LIST ->
          data.put(field, new ArrayList<@Nullable Object>(List.of(example(), example())));
      case NEW_FIELDS -> {
        for (int i = 0; i < MANY; i++) {
          data.put(field + "_" + i, new Literal(Integer.toString(i)));
        }
      }
      case VANISHED -> data.remove(field);
      case HUGE_NUMBER -> data.put(field, new Literal("9007199254740993123"));
      case OTHER_CASE -> data.put(field.toUpperCase(Locale.ROOT), "other case");
      case COLLIDING_NAME -> data.put(camel(field), "collides");
      case AWKWARD_NAMES -> {
        data.put(field + "-with-hyphens", "a");
        data.put(field + " with blanks", "b");
        data.put(field + ".with.points", "c");
        data.put(field + "\u00e4\u4e2d", "d");
        data.put(field + "x".repeat(200), "e");
      }
      case RENAMED_KIND -> {}
      default -> data.computeIfPresent(field, (name, value) -> converted(value));
    }
    if (change == Drift.NULL_TO_OBJECT && data.containsKey(field) && data.get(field) == null) {
      data.put(field, example());
    }
    if (change == Drift.TO_NULL && data.containsKey(field)) {
      data.put(field, null);
    }
  }

  private Object converted(Object value) {
    Literal number = value instanceof Literal found && found.isNumber() ? found : null;
    Literal flag = value instanceof Literal found && found.isFlag() ? found : null;
    String text = value instanceof String found ? found : null;
    if (change == Drift.NUMBER_TO_TEXT && number != null) {
      return number.text();
    }
    if (change == Drift.FRACTION_TO_INTEGER && number != null && number.isWhole()) {
      return new Literal(number.text().substring(0, number.text().length() - 2));
    }
    if (change == Drift.INTEGER_TO_FRACTION && number != null && !number.text().contains(".")) {
      return new Literal(number.text() + ".0");
    }
    if (change == Drift.FLAG_TO_OBJECT && flag != null) {
      return example();
    }
    if (change == Drift.TEXT_TO_NUMBER && text != null) {
      return new Literal(Integer.toString(text.length()));
    }
    if (change == Drift.TEXT_TO_LIST && text != null) {
      return new ArrayList<@Nullable Object>(List.of(text));
    }
    return value;
  }

  private static Map<String, @Nullable Object> example() {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("label", "new");
    object.put("size", new Literal("3"));
    return object;
  }

  private static String camel(String name) {
    var camel = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        upper = true;
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }
}
