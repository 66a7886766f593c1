package dev.harbor.postgres.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Rows of {@link Feed}'s tables, each as a line that begins with the item it hangs from. Confined
 * to one thread.
 */
final class Truth {
  private final List<String> items = new ArrayList<>();
  private final List<String> tags = new ArrayList<>();
  private final List<String> parts = new ArrayList<>();
  private final List<String> subs = new ArrayList<>();

  /** What a dataset holds, found by following the links; a row that hangs from nothing says so. */
  static Truth in(String dataset, String table) {
    Truth truth = new Truth();
    truth.items.addAll(
        read(
            dataset,
            table,
            "SELECT concat_ws('|', id, n, name, coalesce(late, '-')) FROM $items"));
    truth.tags.addAll(
        read(
            dataset,
            table,
            "SELECT concat_ws('|', coalesce(i.id::text, 'orphan'), t._dlt_list_idx, t.value)"
                + " FROM $items__tags t LEFT JOIN $items i ON i._dlt_id = t._dlt_parent_id"));
    truth.parts.addAll(
        read(
            dataset,
            table,
            "SELECT concat_ws('|', coalesce(i.id::text, 'orphan'), p._dlt_list_idx, p.k)"
                + " FROM $items__parts p LEFT JOIN $items i ON i._dlt_id = p._dlt_parent_id"));
    truth.subs.addAll(
        read(
            dataset,
            table,
            "SELECT concat_ws('|', coalesce(i.id::text, 'orphan'), p._dlt_list_idx, s._dlt_list_idx, s.value)"
                + " FROM $items__parts__subs s LEFT JOIN $items__parts p ON p._dlt_id = s._dlt_parent_id"
                + " LEFT JOIN $items i ON i._dlt_id = p._dlt_parent_id"));
    return truth.sorted();
  }

  private static List<String> read(String dataset, String table, String sql) {
    return TortureServer.texts(sql.replace("$items", dataset + "." + table));
  }

  void item(String format, Object... values) {
    items.add(String.format(Locale.ROOT, format, values));
  }

  void tag(String format, Object... values) {
    tags.add(String.format(Locale.ROOT, format, values));
  }

  void part(String format, Object... values) {
    parts.add(String.format(Locale.ROOT, format, values));
  }

  void sub(String format, Object... values) {
    subs.add(String.format(Locale.ROOT, format, values));
  }

  Truth sorted() {
    List.of(items, tags, parts, subs).forEach(Collections::sort);
    return this;
  }

  List<String> items() {
    return items;
  }

  List<String> tags() {
    return tags;
  }

  List<String> parts() {
    return parts;
  }

  List<String> subs() {
    return subs;
  }
}
