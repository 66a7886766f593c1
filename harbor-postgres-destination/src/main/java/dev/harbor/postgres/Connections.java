package dev.harbor.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.harbor.error.DestinationException;
import dev.harbor.error.RetryableDestinationException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions get their connections: a data source of the caller, or a pool of our own.
 * Thread-safe.
 */
final class Connections implements AutoCloseable {
  private static final long CONNECT_MILLIS = TimeUnit.SECONDS.toMillis(30);
  private static final long IDLE_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private final Jdbi jdbi;
  private final String address;
  private final @Nullable DataSource direct;
  private final @Nullable HikariDataSource pool;
  // Loads wait here, without a limit: the pool's own timeout would take a busy pool for a dead
  // server.
  private final Semaphore slots;
  private volatile boolean reached;

  private Connections(
      DataSource dataSource, String address, @Nullable DataSource direct, int slots) {
    this.jdbi = Session.configured(Jdbi.create(dataSource));
    this.address = address;
    this.direct = direct;
    this.pool = direct == null ? null : (HikariDataSource) dataSource;
    this.slots = new Semaphore(slots, true);
  }

  /** Connections of a data source that somebody else closes. */
  static Connections of(DataSource dataSource) {
    return new Connections(dataSource, "the data source", null, Integer.MAX_VALUE);
  }

  /** A pool of our own, which opens nothing before it is asked. */
  static Connections pooled(ConnectionUrl url, int size) {
    DataSource driver = url.dataSource();
    HikariConfig config = new HikariConfig();
    config.setPoolName("harbor-postgres");
    config.setDataSource(driver);
    config.setMinimumIdle(0);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setIdleTimeout(IDLE_MILLIS);
    config.setInitializationFailTimeout(-1);
    return new Connections(new HikariDataSource(config), "'" + url.address() + "'", driver, size);
  }

  /** Opens a handle, to be given back to {@link #close(Handle, boolean)}. */
  Handle open() {
    try {
      slots.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DestinationException(
          "Cannot connect to " + address + ": the thread was interrupted", e);
    }
    try {
      reach();
      return jdbi.open();
    } catch (RuntimeException e) {
      slots.release();
      throw e;
    }
  }

  /** Takes a handle back. */
  void close(Handle handle, boolean broken) {
    try {
      if (broken) {
        discard(handle.getConnection());
      }
      handle.close();
    } catch (RuntimeException e) {
      System.getLogger("dev.harbor.postgres")
          .log(System.Logger.Level.DEBUG, "a connection could not be closed", e);
    } finally {
      slots.release();
    }
  }

  /**
   * The exception for a connection that could not be made; without the URL, which has a password.
   */
  DestinationException cannotConnect(SQLException failure) {
    SQLException cause = failure.getCause() instanceof SQLException inner ? inner : failure;
    String state = SqlErrors.state(cause);
    String message = "Cannot connect to " + address + ": ";
    String text = String.valueOf(cause.getMessage());
    if (text.toLowerCase(Locale.ROOT).contains("tenant or user not found")) {
      return new DestinationException(
          message
              + "the pooler does not know the user. Write it as user.project, such as postgres.abcdefgh",
          cause);
    }
    for (Throwable link = cause; link != null; link = link.getCause()) {
      if (link instanceof UnknownHostException) {
        return new RetryableDestinationException(message + unknownHost(), cause);
      }
    }
    return state.startsWith("08") || state.isEmpty()
        ? new RetryableDestinationException(
            message + "the server does not answer (" + text + ")", cause)
        : SqlErrors.of("connect to " + address, cause);
  }

  private String unknownHost() {
    return "the host is unknown."
        + (address.contains(".supabase.co")
            ? " Direct hosts of Supabase are IPv6 only; use the URL of the pooler"
            : " Check its name");
  }

  /** A pool tries again until its time is up; a wrong password must be told at once. */
  private void reach() {
    if (direct == null || reached) {
      return;
    }
    try (Connection connection = direct.getConnection()) {
      reached = connection != null;
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private void discard(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      System.getLogger("dev.harbor.postgres")
          .log(System.Logger.Level.DEBUG, "a broken connection could not be aborted", e);
    }
    if (pool != null) {
      pool.evictConnection(connection);
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}
