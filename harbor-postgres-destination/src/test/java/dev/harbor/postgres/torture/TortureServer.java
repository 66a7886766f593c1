package dev.harbor.postgres.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One server for the tests of this package, which writes to the disk before it says so. */
final class TortureServer {
  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger DATASETS = new AtomicInteger();

  private TortureServer() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setLocaleConfig("locale", "C.UTF-8")
          .setServerConfig("fsync", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("synchronous_commit", "on")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int port() {
    return SERVER.getPort();
  }

  /** A URL of the server, or of a proxy before it. */
  static String url(int port) {
    return "postgresql://postgres@localhost:" + port + "/postgres?sslmode=disable";
  }

  /** A name that no other test has used. */
  static String emptyDataset() {
    return "torture_" + DATASETS.incrementAndGet();
  }

  static Connection connection() throws SQLException {
    return SERVER.getPostgresDatabase().getConnection();
  }

  /** The first column of a query, as text. */
  static List<String> texts(String sql) {
    try (Connection connection = connection()) {
      return texts(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of a query over a connection, as text. */
  static List<String> texts(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (result.next()) {
        texts.add(String.valueOf(result.getString(1)));
      }
      return texts;
    }
  }

  /** What loads should have taken with them when they ended. */
  static List<String> leftovers() {
    return texts(
        """
        SELECT 'temporary table ' || relname FROM pg_class WHERE relpersistence = 't'
        UNION ALL SELECT 'lock ' || locktype FROM pg_locks WHERE locktype = 'advisory'
        UNION ALL SELECT 'session ' || application_name FROM pg_stat_activity
          WHERE application_name LIKE 'harbor%'
        UNION ALL SELECT 'prepared transaction ' || gid FROM pg_prepared_xacts
        """);
  }
}
