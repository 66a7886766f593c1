package dev.harbor.postgres;

import dev.harbor.testkit.DestinationProbe;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks into PostgreSQL through plain JDBC. */
final class JdbcProbe implements DestinationProbe {
  private static final Set<String> MISSING = Set.of("42P01", "3F000");

  private final DataSource dataSource;

  JdbcProbe(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public List<Map<String, @Nullable Object>> rows(String dataset, String table) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    query(
        dataset,
        table,
        result -> {
          ResultSetMetaData columns = result.getMetaData();
          while (result.next()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
              row.put(columns.getColumnName(i), value(result, i, columns.getColumnTypeName(i)));
            }
            rows.add(row);
          }
        });
    return rows;
  }

  @Override
  public List<String> columns(String dataset, String table) {
    List<String> names = new ArrayList<>();
    query(
        dataset,
        table,
        result -> {
          ResultSetMetaData columns = result.getMetaData();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnName(i));
          }
        });
    return names;
  }

  private static @Nullable Object value(ResultSet result, int at, String type) throws SQLException {
    if (result.getObject(at) == null) {
      return null;
    }
    return switch (type) {
      case "bool" -> result.getBoolean(at);
      case "int2", "int4", "int8" -> result.getLong(at);
      case "float8" -> result.getDouble(at);
      case "numeric" -> result.getBigDecimal(at);
      case "bytea" -> result.getBytes(at);
      case "date" -> result.getObject(at, LocalDate.class);
      case "time" -> result.getObject(at, LocalTime.class);
      case "timestamptz" -> result.getObject(at, OffsetDateTime.class).toInstant();
      case "timestamp" -> result.getObject(at, LocalDateTime.class).toInstant(ZoneOffset.UTC);
      default -> result.getString(at);
    };
  }

  private void query(String dataset, String table, Reading reading) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT * FROM " + Identifiers.quote(dataset, table))) {
      reading.read(result);
    } catch (SQLException e) {
      if (!MISSING.contains(e.getSQLState())) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What is done with a result. */
  @FunctionalInterface
  private interface Reading {
    void read(ResultSet result) throws SQLException;
  }
}
