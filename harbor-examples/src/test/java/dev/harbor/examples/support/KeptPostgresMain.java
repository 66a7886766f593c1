package dev.harbor.examples.support;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * A program with a kept PostgreSQL: runs each line of its standard input as SQL, until the end of
 * it.
 */
final class KeptPostgresMain {
  private KeptPostgresMain() {}

  public static void main(String[] arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (KeptPostgres kept = KeptPostgres.start(Path.of(""))) {
      System.out.println(kept.url());
      System.out.println(kept.startCommand());
      try (Connection connection = DriverManager.getConnection(jdbc(kept.url()));
          Statement statement = connection.createStatement()) {
        for (String sql = in.readLine(); sql != null; sql = in.readLine()) {
          System.out.println(answer(statement, sql));
        }
      }
    }
  }

  static String jdbc(String url) {
    return url.replace("postgresql://postgres@", "jdbc:postgresql://") + "?user=postgres";
  }

  private static String answer(Statement statement, String sql) throws Exception {
    if (!statement.execute(sql)) {
      return "done";
    }
    try (ResultSet rows = statement.getResultSet()) {
      return rows.next() ? rows.getString(1) : "nothing";
    }
  }
}
