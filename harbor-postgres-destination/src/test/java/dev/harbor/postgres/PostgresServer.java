package dev.harbor.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One server for all tests of the module, and a dataset of its own for each test. */
final class PostgresServer {
  private static final DataSource DATA_SOURCE = start();
  private static final AtomicInteger DATASETS = new AtomicInteger();

  private PostgresServer() {}

  private static DataSource start() {
    String url = System.getenv("HARBOR_TEST_POSTGRES_URL");
    if (url != null && !url.isBlank()) {
      return ConnectionUrl.parse(url).dataSource();
    }
    try {
      EmbeddedPostgres.Builder server =
          EmbeddedPostgres.builder().setLocaleConfig("locale", "C.UTF-8");
      String version = System.getProperty("harbor.test.postgres", "");
      if (!version.isEmpty()) {
        server.setPgBinaryResolver(new OtherBinaries(version));
      }
      return server.start().getPostgresDatabase();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects to the server, without a pool. */
  static DataSource dataSource() {
    return DATA_SOURCE;
  }

  /** A URL that a pool can connect to. */
  static String url() {
    String url = System.getenv("HARBOR_TEST_POSTGRES_URL");
    if (url != null && !url.isBlank()) {
      return url;
    }
    return "postgresql://postgres@localhost:"
        + query("SELECT inet_server_port()").get(0).get(0)
        + "/postgres";
  }

  /** A name that no other test has used; dropped if it exists on a server that was kept. */
  static String emptyDataset() {
    String name = "harbor_test_" + DATASETS.incrementAndGet();
    execute("DROP SCHEMA IF EXISTS \"" + name + "\" CASCADE");
    return name;
  }

  /** Runs a statement. */
  static void execute(String sql) {
    try (Connection connection = DATA_SOURCE.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Rows of a query; arrays as lists. */
  static List<List<@Nullable Object>> query(String sql) {
    try (Connection connection = DATA_SOURCE.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      while (result.next()) {
        @Nullable Object[] row = new @Nullable Object[result.getMetaData().getColumnCount()];
        for (int i = 0; i < row.length; i++) {
          row[i] = result.getObject(i + 1);
        }
        rows.add(Arrays.asList(row));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The one value of a query. */
  static Object value(String sql) {
    Object value = query(sql).get(0).get(0);
    if (value == null) {
      throw new IllegalStateException("null: " + sql);
    }
    return value;
  }

  /** Columns of a table with their types, in order. */
  static Map<String, String> columns(String dataset, String table) {
    Map<String, String> columns = new java.util.LinkedHashMap<>();
    query(
            "SELECT attname, format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END"
                + " FROM pg_attribute WHERE attrelid = '\"%s\".\"%s\"'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
                    .formatted(dataset, table))
        .forEach(row -> columns.put(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
    return columns;
  }
}
