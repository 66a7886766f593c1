package dev.harbor.postgres.torture;

import static dev.harbor.postgres.torture.TortureServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
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
  private static Truth in(String dataset, String table) {
    try (Connection connection = TortureServer.connection()) {
      return read(connection, dataset + "." + table);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Truth read(Connection connection, String table) throws SQLException {
    String toItem = " LEFT JOIN %s i ON i._dlt_id = ".formatted(table);
    String item = "coalesce(i.id::text, 'orphan')";
    Truth truth = new Truth();
    truth.items.addAll(
        texts(
            connection,
            "SELECT concat_ws('|', id, n, name, coalesce(to_jsonb(i) ->> 'late', '-')) FROM %s i"
                .formatted(table)));
    truth.tags.addAll(
        texts(
            connection,
            "SELECT concat_ws('|', %s, t._dlt_list_idx, t.value) FROM %s__tags t%st._dlt_parent_id"
                .formatted(item, table, toItem)));
    truth.parts.addAll(
        texts(
            connection,
            "SELECT concat_ws('|', %s, p._dlt_list_idx, p.k) FROM %s__parts p%sp._dlt_parent_id"
                .formatted(item, table, toItem)));
    truth.subs.addAll(
        texts(
            connection,
            "SELECT concat_ws('|', %s, p._dlt_list_idx, s._dlt_list_idx, s.value)".formatted(item)
                + " FROM %1$s__parts__subs s LEFT JOIN %1$s__parts p ON p._dlt_id = s._dlt_parent_id"
                    .formatted(table)
                + toItem
                + "p._dlt_parent_id"));
    return truth.sorted();
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

  /** The same rows, each so often. */
  Truth times(int copies) {
    Truth more = new Truth();
    for (int i = 0; i < copies; i++) {
      more.items.addAll(items);
      more.tags.addAll(tags);
      more.parts.addAll(parts);
      more.subs.addAll(subs);
    }
    return more.sorted();
  }

  /** Asserts that the tables of a resource hold these rows and no others. */
  void requireIn(String dataset, String table) {
    Truth found = in(dataset, table);
    assertThat(found.items).as("%s", table).isEqualTo(items);
    assertThat(found.tags).as("%s__tags", table).isEqualTo(tags);
    assertThat(found.parts).as("%s__parts", table).isEqualTo(parts);
    assertThat(found.subs).as("%s__parts__subs", table).isEqualTo(subs);
  }
}
