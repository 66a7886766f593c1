package dev.harbor.postgres;

import static dev.harbor.postgres.Tables.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.error.DestinationException;
import dev.harbor.error.RetryableDestinationException;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.CheckpointKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

@Timeout(60)
class ConnectionsIT {
  private static final TableSchema ITEMS = Tables.items(WriteDisposition.MERGE);

  private final String dataset = PostgresServer.emptyDataset();
  private final CheckpointKey key = Tables.key(dataset);

  @Test
  void leavesNothingOnTheSessionSoThatAPoolerMayStandBetween() throws Exception {
    try (Connection connection = PostgresServer.dataSource().getConnection()) {
      connection.unwrap(PGConnection.class).setPrepareThreshold(5);
      connection.setNetworkTimeout(Runnable::run, 7_000);
      List<String> before = sessionState(connection);
      PostgresDestination destination = PostgresDestination.of(new OneConnection(connection));

      destination.load(next(destination).rows(ITEMS, item(1L, "Ada")));
      destination.load(next(destination).rows(ITEMS, item(1L, "Ben"), item(2L, "Cem")));
      assertThatThrownBy(() -> destination.load(next(destination).rows(ITEMS, item(null, "x"))))
          .isInstanceOf(DestinationException.class);

      assertThat(sessionState(connection)).isEqualTo(before);
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold()).isEqualTo(5);
      assertThat(connection.getNetworkTimeout()).isEqualTo(7_000);
    }
  }

  @Test
  void worksUnderTheDefaultsOfAnUnkindRole() throws Exception {
    PostgresServer.execute("DROP ROLE IF EXISTS unkind");
    PostgresServer.execute("CREATE ROLE unkind SUPERUSER LOGIN");
    PostgresServer.execute("ALTER ROLE unkind SET default_transaction_isolation = 'serializable'");
    PostgresServer.execute("ALTER ROLE unkind SET default_transaction_read_only = on");
    PostgresServer.execute("ALTER ROLE unkind SET statement_timeout = '1ms'");
    PostgresServer.execute("ALTER ROLE unkind SET synchronous_commit = off");
    PostgresServer.execute("ALTER ROLE unkind SET search_path = pg_temp, public");
    try (Connection connection = PostgresServer.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION AUTHORIZATION unkind");
      statement.execute("SET default_transaction_isolation = 'serializable'");
      statement.execute("SET default_transaction_read_only = on");
      statement.execute("SET search_path = pg_temp, public");
      statement.execute("SET statement_timeout = '500ms'");
      PostgresDestination destination = PostgresDestination.of(new OneConnection(connection));

      TestPackage load = TestPackage.first(key).rows(ITEMS, item(1L, "Ada"));
      destination.load(load);

      assertThat(destination.checkpoint(key).orElseThrow().loadId()).isEqualTo(load.id());
    }
  }

  @Test
  void aClosedDestinationLeavesNoThreadAndNoConnection() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    PostgresDestination destination =
        PostgresDestination.fromUrl(PostgresServer.url() + "?application_name=closing");
    destination.checkpoint(key);
    assertThat(connectionsNamed("closing")).isPositive();

    destination.close();

    Set<Thread> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread) && thread.getName().contains("harbor"))
            .collect(Collectors.toSet());
    for (Thread thread : left) {
      assertThat(joins(thread)).as(thread.getName()).isTrue();
    }
    for (int i = 0; i < 1_000 && connectionsNamed("closing") > 0; i++) {
      Thread.onSpinWait();
    }
    assertThat(connectionsNamed("closing")).isZero();
  }

  @Test
  void aServerThatIsNotThereIsReportedWithoutThePassword() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (PostgresDestination destination =
        PostgresDestination.fromUrl("postgresql://me:s3cret@localhost:" + port + "/db")) {
      assertThatThrownBy(() -> destination.checkpoint(key))
          .isInstanceOf(RetryableDestinationException.class)
          .hasMessageStartingWith(
              "Cannot connect to 'localhost:" + port + "/db': the server does not answer (")
          .hasStackTraceContaining("refused")
          .message()
          .doesNotContain("s3cret");
    }
  }

  @Test
  void anUnknownHostIsExplained() {
    try (PostgresDestination destination =
        PostgresDestination.fromUrl("postgresql://me:s3cret@db.nowhere.invalid/db")) {
      assertThatThrownBy(() -> destination.checkpoint(key))
          .isInstanceOf(RetryableDestinationException.class)
          .hasMessage(
              "Cannot connect to 'db.nowhere.invalid:5432/db': the host is unknown. Check its name");
    }
  }

  @Test
  void anUnknownDatabaseIsToldAtOnce() {
    String url = PostgresServer.url();
    try (PostgresDestination destination =
        PostgresDestination.fromUrl(url.substring(0, url.lastIndexOf('/')) + "/missing_db")) {
      assertThatThrownBy(() -> destination.checkpoint(key))
          .isInstanceOf(DestinationException.class)
          .isNotInstanceOf(RetryableDestinationException.class)
          .hasMessageEndingWith(
              "/missing_db': there is no such database. Create it, or correct the name in the URL");
    }
  }

  @Test
  void aBuilderNeedsExactlyOneWayToConnect() {
    assertThatThrownBy(() -> PostgresDestination.builder().build())
        .hasMessage(
            "Cannot build a PostgreSQL destination: nothing is set, expected either dataSource or url");
    assertThatThrownBy(
            () ->
                PostgresDestination.builder()
                    .url("postgresql://u@h/d")
                    .dataSource(PostgresServer.dataSource())
                    .build())
        .hasMessage(
            "Cannot build a PostgreSQL destination: both are set, expected either dataSource or url");
    assertThatThrownBy(() -> PostgresDestination.builder().poolSize(0))
        .hasMessage("Cannot use a pool of 0 connections: at least 1 is needed");
  }

  private TestPackage next(PostgresDestination destination) {
    return new TestPackage(key, destination.checkpoint(key));
  }

  private static boolean joins(Thread thread) {
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private static long connectionsNamed(String name) {
    return (Long)
        PostgresServer.value(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = '%s'".formatted(name));
  }

  /** Settings, locks, temporary tables and prepared statements of a session. */
  private static List<String> sessionState(Connection connection) throws Exception {
    List<String> state = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT name || '=' || setting FROM pg_settings WHERE name NOT LIKE 'transaction_%' UNION ALL SELECT 'lock ' || locktype FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory' UNION ALL SELECT 'temp ' || relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() UNION ALL SELECT 'prepared' FROM pg_prepared_statements ORDER BY 1")) {
      while (result.next()) {
        state.add(result.getString(1));
      }
    }
    return state;
  }
}
