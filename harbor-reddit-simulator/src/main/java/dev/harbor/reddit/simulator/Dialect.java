package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Chronicle.Action;
import dev.harbor.reddit.simulator.JsonTree.Literal;
import dev.harbor.reddit.simulator.JsonWriter.Markup;
import dev.harbor.reddit.simulator.SimulatorOptions.Numbers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the answers of today are told in another year's form, with drift, or with integers. Without
 * any of these nothing is touched. Thread-safe.
 */
final class Dialect {
  static final String TARGET = "api";

  private final Settings settings;
  private final Chronicle chronicle;

  Dialect(Settings settings, Chronicle chronicle) {
    this.settings = settings;
    this.chronicle = chronicle;
  }

  int year(long now) {
    Chronicle.Event told = chronicle.last(TARGET, Action.ERA, now);
    return told == null ? settings.era : Integer.parseInt(told.text());
  }

  Answer told(Answer answer, long now) {
    int year = year(now);
    List<DriftRule> rules =
        chronicle.of(TARGET, now).stream()
            .filter(event -> event.action() == Action.DRIFT)
            .map(event -> DriftRule.parse(event.text()))
            .toList();
    boolean asToday = year == Era.LAST && settings.numbers == Numbers.FRACTIONS;
    if ((asToday && rules.isEmpty()) || answer.status() != 200 || !answer.isJson()) {
      return answer;
    }
    Object tree = JsonTree.parse(answer.body());
    change(tree, year, rules);
    var json = new JsonWriter(Markup.RAW);
    JsonTree.write(json, tree);
    return new Answer(200, answer.contentType(), json.toString(), answer.headers());
  }

  private void change(@Nullable Object value, int year, List<DriftRule> rules) {
    Map<String, @Nullable Object> object = JsonTree.object(value);
    if (object != null) {
      if (object.get("kind") instanceof String kind) {
        changeThing(object, kind, year, rules);
      }
      object.values().forEach(each -> change(each, year, rules));
      if (settings.numbers == Numbers.INTEGERS) {
        object.replaceAll((name, each) -> integer(each));
      }
    } else if (value instanceof List<?> list) {
      list.forEach(each -> change(each, year, rules));
    }
  }

  private static void changeThing(
      Map<String, @Nullable Object> thing, String kind, int year, List<DriftRule> rules) {
    Map<String, @Nullable Object> data = JsonTree.object(thing.get("data"));
    if (data == null) {
      return;
    }
    Era.apply(year, kind, data);
    for (DriftRule rule : rules) {
      if (rule.concerns(kind, data)) {
        rule.apply(data);
        if (rule.change() == Drift.RENAMED_KIND) {
          thing.put("kind", rule.field());
        }
      }
    }
  }

  private static @Nullable Object integer(@Nullable Object value) {
    return value instanceof Literal number && number.isNumber() && number.isWhole()
        ? new Literal(number.text().substring(0, number.text().length() - 2))
        : value;
  }
}
