package dev.harbor.postgres;

import dev.harbor.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Staged rows of an item as one JSON value, by a query. Immutable. */
final class StagedJson {
  /** Given anew to whatever is loaded. */
  private static final Set<String> LINKS =
      Set.of("_dlt_load_id", "_dlt_parent_id", "_dlt_root_id", "_dlt_list_idx");

  private final Map<Target, Staging> staged;

  StagedJson(Map<Target, Staging> staged) {
    this.staged = staged;
  }

  /** An expression of type jsonb for a row of a table, with the rows nested in it as lists. */
  String of(Target target, String row) {
    List<String> pairs = new ArrayList<>();
    for (Column column : target.schema().columns()) {
      if (!LINKS.contains(column.name())) {
        pairs.add(
            "SELECT %s AS k, to_jsonb(%s.%s) AS v"
                .formatted(literal(column.name()), row, Identifiers.quote(column.name())));
      }
    }
    String own =
        "coalesce((SELECT jsonb_object_agg(k, v) FROM (%s) p WHERE v IS NOT NULL), '{}')"
            .formatted(String.join(" UNION ALL ", pairs));
    StringBuilder json = new StringBuilder(own);
    staged.forEach(
        (nested, rows) -> {
          if (target.name().equals(nested.schema().parent())) {
            json.append(" || ").append(list(target, nested, rows, row));
          }
        });
    return json.toString();
  }

  private String list(Target parent, Target nested, Staging rows, String row) {
    String inner = row + 'n';
    String prefix = parent.name() + "__";
    String field =
        nested.name().startsWith(prefix) ? nested.name().substring(prefix.length()) : nested.name();
    return "coalesce((SELECT jsonb_build_object(%s, jsonb_agg(%s ORDER BY %s.\"_dlt_list_idx\")) FROM %s %s WHERE %s.\"_dlt_parent_id\" = %s.\"_dlt_id\" HAVING count(*) > 0), '{}')"
        .formatted(literal(field), of(nested, inner), inner, rows.sql(), inner, inner, row);
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
