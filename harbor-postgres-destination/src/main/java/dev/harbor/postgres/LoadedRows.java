package dev.harbor.postgres;

import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.LoadId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of loads, read through a cursor in a transaction of their own. Confined to one thread. */
final class LoadedRows implements RowReader {
  private static final int FETCH_ROWS = 1_000;

  private final Session session;
  private final List<Column> columns;
  private final PreparedStatement statement;
  private final ResultSet result;
  private long ordinal;
  private boolean ahead;
  private boolean ended;
  private boolean closed;

  LoadedRows(
      Session session, String dataset, List<TableSchema> lineage, Collection<LoadId> loadIds) {
    this.session = session;
    this.columns = lineage.get(lineage.size() - 1).columns();
    session.doing("read table '" + lineage.get(lineage.size() - 1).name() + "'");
    session.execute("SET LOCAL statement_timeout = 0");
    try {
      statement = session.connection().prepareStatement(query(dataset, lineage));
      statement.setFetchSize(FETCH_ROWS);
      statement.setArray(
          1,
          session
              .connection()
              .createArrayOf("text", loadIds.stream().map(LoadId::text).toArray(String[]::new)));
      result = statement.executeQuery();
    } catch (SQLException e) {
      throw session.failure(e);
    }
  }

  /** Nested rows have no load id, so they are joined up to their root. */
  private static String query(String dataset, List<TableSchema> lineage) {
    int last = lineage.size() - 1;
    String columns =
        lineage.get(last).columns().stream()
            .map(
                column ->
                    "t"
                        + last
                        + '.'
                        + Identifiers.quote(column.name())
                        + "::"
                        + SqlTypes.sqlType(column))
            .collect(Collectors.joining(", "));
    StringBuilder sql =
        new StringBuilder("SELECT " + columns + " FROM " + table(dataset, lineage.get(last), last));
    for (int i = last; i > 0; i--) {
      String parentKey =
          lineage.get(i).columns().stream()
              .filter(column -> column.hints().parentKey())
              .map(Column::name)
              .findFirst()
              .orElse("_dlt_parent_id");
      String rowKey = lineage.get(i - 1).rowKey().map(Column::name).orElse("_dlt_id");
      sql.append(" JOIN ")
          .append(table(dataset, lineage.get(i - 1), i - 1))
          .append(" ON t" + (i - 1) + '.' + Identifiers.quote(rowKey))
          .append(" = t" + i + '.' + Identifiers.quote(parentKey));
    }
    return sql.append(" WHERE t0.\"_dlt_load_id\" = ANY (?)").toString();
  }

  private static String table(String dataset, TableSchema table, int alias) {
    return Identifiers.quote(dataset, table.name()) + " t" + alias;
  }

  @Override
  public boolean hasNext() {
    if (!ahead && !ended) {
      try {
        ahead = result.next();
      } catch (SQLException e) {
        throw session.failure(e);
      }
      ended = !ahead;
    }
    return ahead;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ahead = false;
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = value(columns.get(i), i + 1);
      }
    } catch (SQLException e) {
      throw session.failure(e);
    }
    return new Row(ordinal++, values);
  }

  private @Nullable Object value(Column column, int at) throws SQLException {
    Object value =
        switch (column.type()) {
          case BOOL -> result.getBoolean(at);
          case BIGINT -> result.getLong(at);
          case DOUBLE -> result.getDouble(at);
          case DECIMAL, WEI -> result.getBigDecimal(at);
          case TEXT, JSON -> result.getString(at);
          case TIMESTAMP -> instant(column, at);
          case DATE -> result.getObject(at, LocalDate.class);
          case TIME -> result.getObject(at, LocalTime.class);
          case BINARY -> result.getBytes(at);
        };
    return result.wasNull() ? null : value;
  }

  private @Nullable Instant instant(Column column, int at) throws SQLException {
    if (column.hasTimezone()) {
      OffsetDateTime time = result.getObject(at, OffsetDateTime.class);
      return time == null ? null : time.toInstant();
    }
    LocalDateTime time = result.getObject(at, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        Objects.requireNonNull(statement).close();
      } catch (SQLException e) {
        session.markBroken();
      }
      session.close();
    }
  }
}
