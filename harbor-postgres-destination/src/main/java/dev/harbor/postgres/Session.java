package dev.harbor.postgres;

import dev.harbor.error.DestinationException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * One connection with one transaction, which is rolled back on close unless it was committed.
 * Nothing that outlives the transaction is set on the server, so a transaction pooler may stand
 * between. Confined to one thread.
 */
final class Session implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger("dev.harbor.postgres");

  private final Connections connections;
  private final Handle handle;
  private final int prepareThreshold;
  private final int networkTimeout;
  private boolean finished;
  private boolean broken;
  private SqlErrors.Refusal refusal = SqlErrors.Refusal.NONE;
  private String doing = "use the database";

  private Session(Connections connections, Handle handle) throws SQLException {
    this.connections = connections;
    this.handle = handle;
    Connection connection = handle.getConnection();
    PGConnection driver = connection.unwrap(PGConnection.class);
    this.prepareThreshold = driver.getPrepareThreshold();
    this.networkTimeout = connection.getNetworkTimeout();
    // Prepared statements break behind poolers; a socket timeout cuts a long merge.
    driver.setPrepareThreshold(0);
    if (networkTimeout != 0) {
      connection.setNetworkTimeout(Runnable::run, 0);
    }
    connection.setAutoCommit(false);
  }

  /** Opens a session; its transaction begins with the first statement. */
  static Session open(Connections connections) {
    Handle handle;
    try {
      handle = connections.open();
    } catch (ConnectionException e) {
      throw connections.cannotConnect(
          e.getCause() instanceof SQLException sql ? sql : new SQLException(e));
    }
    try {
      return new Session(connections, handle);
    } catch (SQLException e) {
      connections.close(handle, true);
      throw SqlErrors.of("use the connection as one of the PostgreSQL driver", e);
    }
  }

  /** Makes Jdbi leave SQL alone. */
  static Jdbi configured(Jdbi jdbi) {
    jdbi.getConfig(SqlStatements.class)
        .setSqlParser(new PlainSql())
        .setTemplateEngine(TemplateEngine.NOP);
    return jdbi;
  }

  /** Says what the statements that follow are for, in messages: {@code load table 'posts'}. */
  void doing(String what) {
    doing = what;
  }

  /** What the current statements are for. */
  String doing() {
    return doing;
  }

  /** Runs a statement and returns the number of rows it says it changed. */
  long execute(String sql, @Nullable Object... arguments) {
    long started = begin();
    try (var update = handle.createUpdate(sql)) {
      bind(update, arguments);
      long count = update.executeLarge();
      log(started, sql, count);
      return count;
    } catch (JdbiException e) {
      throw failure(e);
    }
  }

  /** Runs a query and returns all of its rows. */
  <T> List<T> query(RowMapper<T> mapper, String sql, @Nullable Object... arguments) {
    long started = begin();
    try (var query = handle.createQuery(sql)) {
      bind(query, arguments);
      List<T> rows = query.map(mapper).list();
      log(started, sql, rows.size());
      return rows;
    } catch (JdbiException e) {
      throw failure(e);
    }
  }

  /** Runs a query that returns one number. */
  long count(String sql, @Nullable Object... arguments) {
    return query((row, context) -> row.getLong(1), sql, arguments).get(0);
  }

  /** Runs a query that returns one truth. */
  boolean test(String sql, @Nullable Object... arguments) {
    return query((row, context) -> row.getBoolean(1), sql, arguments).get(0);
  }

  /** The connection itself, for cursors. */
  Connection connection() {
    return handle.getConnection();
  }

  /** The driver's COPY. */
  CopyManager copyManager() throws SQLException {
    return handle.getConnection().unwrap(PGConnection.class).getCopyAPI();
  }

  /** Major version of the server. */
  int serverVersion() {
    try {
      return handle.getConnection().getMetaData().getDatabaseMajorVersion();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Commits; afterwards only {@link #close} may be called. */
  void commit() {
    long started = begin();
    try {
      finished = true;
      handle.getConnection().commit();
      log(started, "COMMIT", 0);
    } catch (SQLException e) {
      broken |= SqlErrors.isBroken(e);
      throw SqlErrors.ofCommit(e);
    }
  }

  /** The exception for a failure of the driver, and what it means for the connection. */
  DestinationException failure(SQLException e) {
    broken |= SqlErrors.isBroken(e);
    refusal = SqlErrors.Refusal.of(e);
    return SqlErrors.of(doing, e);
  }

  /** Whether the last failure was that the server did not take a row. */
  boolean refusedRow() {
    return !broken && refusal.isOfRow();
  }

  /** What the server said of the row that it took last of all not. */
  SqlErrors.Refusal refusal() {
    return refusal;
  }

  /** Marks a place in the transaction to go back to. */
  void savepoint(String name) {
    execute("SAVEPOINT " + name);
    refusal = SqlErrors.Refusal.NONE;
  }

  /** Undoes what was done since a savepoint, and forgets it. */
  void undoTo(String name) {
    execute("ROLLBACK TO SAVEPOINT " + name);
    execute("RELEASE SAVEPOINT " + name);
  }

  /** Forgets a savepoint; what was done since stays. */
  void release(String name) {
    execute("RELEASE SAVEPOINT " + name);
  }

  /** Gives the connection up instead of using it again. */
  void markBroken() {
    broken = true;
  }

  /** Throws if the thread was interrupted; its flag stays set. */
  void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new DestinationException(
          "Cannot " + doing + ": the thread was interrupted. The transaction is rolled back");
    }
  }

  /** Writes a line about a statement that did not go through this class. */
  static void log(long started, String sql, long rows) {
    if (LOGGER.isLoggable(Level.DEBUG)) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
      LOGGER.log(Level.DEBUG, millis + " ms, " + rows + " rows: " + sql);
    }
  }

  @Override
  public void close() {
    try {
      if (!broken) {
        reset();
      }
    } catch (SQLException e) {
      // The first exception counts; whoever closes is already on the way out.
      broken = true;
    }
    connections.close(handle, broken);
  }

  private void reset() throws SQLException {
    Connection connection = handle.getConnection();
    if (!finished) {
      connection.rollback();
    }
    connection.setAutoCommit(true);
    connection.unwrap(PGConnection.class).setPrepareThreshold(prepareThreshold);
    if (networkTimeout != 0) {
      connection.setNetworkTimeout(Runnable::run, networkTimeout);
    }
  }

  private void bind(SqlStatement<?> statement, @Nullable Object[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof String[] texts) {
        statement.bindBySqlType(i, array(texts), Types.ARRAY);
      } else {
        statement.bind(i, arguments[i]);
      }
    }
  }

  private Array array(String[] texts) {
    try {
      return handle.getConnection().createArrayOf("text", texts);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private long begin() {
    requireNotInterrupted();
    return System.nanoTime();
  }

  private DestinationException failure(JdbiException e) {
    // Jdbi's own message quotes the arguments, so its cause goes on and it does not.
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return failure(sql);
      }
    }
    throw e;
  }
}
