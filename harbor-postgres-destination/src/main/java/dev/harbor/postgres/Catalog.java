package dev.harbor.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is really there, read by one query. Immutable.
 *
 * @param hasSchema whether the dataset's schema exists
 * @param tables the tables that exist, by name
 */
record Catalog(boolean hasSchema, Map<String, Table> tables) {
  private static final int SCHEMA = 0;
  private static final int TABLE = 1;
  private static final int COLUMN = 2;

  private static final String QUERY =
      """
      WITH t AS (
        SELECT c.oid, c.relname, c.relkind
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ? AND c.relkind IN ('r','p','v','m','f') AND c.relname = ANY (?))
      SELECT 0 AS part, '' AS relname, '' AS name, '' AS type, '' AS flags, 0::bigint AS number,
        NULL::text[] AS keys
        FROM pg_catalog.pg_namespace WHERE nspname = ?
      UNION ALL
      SELECT 1, relname, '', relkind::text, '',
        (SELECT max(attnum) FROM pg_catalog.pg_attribute WHERE attrelid = t.oid), NULL
        FROM t
      UNION ALL
      SELECT 2, t.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attnotnull OR y.typnotnull THEN 'n' ELSE '' END
          || CASE WHEN a.atthasdef OR y.typdefault IS NOT NULL OR a.attidentity <> '' THEN 'd'
             ELSE '' END
          || CASE WHEN a.attgenerated <> '' THEN 'g' ELSE '' END,
        a.attnum, NULL
        FROM t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid
        JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
        WHERE a.attnum > 0 AND NOT a.attisdropped
      UNION ALL
      SELECT 3, t.relname, x.relname, '', CASE WHEN i.indisunique THEN 'u' ELSE '' END, 0,
        (SELECT array_agg(a.attname::text ORDER BY k.o)
           FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(n, o)
           LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.n
           WHERE k.o <= i.indnkeyatts)
        FROM t JOIN pg_catalog.pg_index i ON i.indrelid = t.oid
        JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
        WHERE i.indisvalid AND i.indisready AND i.indimmediate AND i.indpred IS NULL
          AND i.indexprs IS NULL
      ORDER BY part, number
      """;

  /** Looks at some tables of a dataset. */
  static Catalog read(Session session, String dataset, Collection<String> names) {
    Map<String, Table> tables = new LinkedHashMap<>();
    boolean[] hasSchema = {false};
    session.query(
        (row, context) -> {
          int part = row.getInt("part");
          if (part == SCHEMA) {
            hasSchema[0] = true;
          } else if (part == TABLE) {
            tables.put(row.getString("relname"), Table.of(row));
          } else {
            add(tables.get(row.getString("relname")), part, row);
          }
          return part;
        },
        QUERY,
        dataset,
        names.toArray(String[]::new),
        dataset);
    return new Catalog(hasSchema[0], tables);
  }

  private static void add(@org.jspecify.annotations.Nullable Table table, int part, ResultSet row)
      throws SQLException {
    if (table == null) {
      return;
    }
    if (part == COLUMN) {
      table.columns.put(
          row.getString("name"), new Column(row.getString("type"), row.getString("flags")));
    } else {
      table.indexes.add(Index.of(row));
    }
  }

  /** A table; empty if it is not there. */
  Optional<Table> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /**
   * A table or view.
   *
   * @param kind as {@code pg_class.relkind} has it: r and p can be loaded
   * @param slotsUsed columns it ever had
   * @param columns by name, in the order of the table
   * @param indexes that a key can rest on
   */
  record Table(String kind, long slotsUsed, Map<String, Column> columns, List<Index> indexes) {
    private static Table of(ResultSet row) throws SQLException {
      return new Table(
          row.getString("type"), row.getLong("number"), new LinkedHashMap<>(), new ArrayList<>());
    }

    /** Whether rows can be stored in it. */
    boolean isLoadable() {
      return kind.equals("r") || kind.equals("p");
    }

    /** Whether a unique index has exactly these columns. */
    boolean isUnique(Collection<String> names) {
      return uniqueIndex(names).isPresent();
    }

    /** The unique index that has exactly these columns. */
    Optional<Index> uniqueIndex(Collection<String> names) {
      return indexes.stream()
          .filter(i -> i.unique && new HashSet<>(i.columns).equals(Set.copyOf(names)))
          .findFirst();
    }

    /** Whether an index begins with these columns, in any order. */
    boolean isIndexed(Collection<String> names) {
      return indexes.stream()
          .filter(i -> i.columns.size() >= names.size())
          .anyMatch(i -> Set.copyOf(i.columns.subList(0, names.size())).equals(Set.copyOf(names)));
    }
  }

  /**
   * A column.
   *
   * @param type as {@code format_type} writes it
   * @param flags n for NOT NULL, d for a default or identity, g for generated
   */
  record Column(String type, String flags) {
    /** Whether a row must bring a value. */
    boolean isRequired() {
      return flags.contains("n") && !flags.contains("d") && !isGenerated();
    }

    /** Whether the server computes it. */
    boolean isGenerated() {
      return flags.contains("g");
    }
  }

  /**
   * An index without predicate or expression.
   *
   * @param name its name
   * @param unique whether it refuses equal keys
   * @param columns its key
   */
  record Index(String name, boolean unique, List<String> columns) {
    private static Index of(ResultSet row) throws SQLException {
      Array keys = row.getArray("keys");
      return new Index(
          row.getString("name"),
          row.getString("flags").contains("u"),
          keys == null ? List.of() : List.of((String[]) keys.getArray()));
    }
  }
}
