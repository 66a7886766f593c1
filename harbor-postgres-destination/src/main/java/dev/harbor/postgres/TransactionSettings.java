package dev.harbor.postgres;

import dev.harbor.error.DestinationException;

/**
 * Settings that end with the transaction, made in SQL: the setters of JDBC would change the
 * session, and behind a pooler the next client's.
 */
final class TransactionSettings {
  private static final int OLDEST = 13;
  private static final int FIRST_WITH_TRANSACTION_TIMEOUT = 17;

  private TransactionSettings() {}

  /** Makes them, as the first statements of the transaction. */
  static void apply(Session session, String pipeline, LoadTransaction.Options options) {
    session.doing("begin a transaction");
    if (session.serverVersion() < OLDEST) {
      throw new DestinationException(
          "Cannot load into PostgreSQL %d: expected %d or newer. Upgrade the server"
              .formatted(session.serverVersion(), OLDEST));
    }
    // Each statement must see what was committed before it: a snapshot of the time before the lock
    // was granted would show an old checkpoint.
    session.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE");
    session.query(
        (row, context) -> row.getString(1),
        "SELECT set_config(name, value, true) FROM unnest(?, ?) s(name, value)",
        new String[] {
          "statement_timeout",
          "lock_timeout",
          "idle_in_transaction_session_timeout",
          // A trigger's notices would fill the socket that nobody reads during COPY.
          "client_min_messages",
          "search_path",
          "synchronous_commit",
          "row_security",
          "application_name"
        },
        new String[] {
          String.valueOf(options.statementMillis()),
          String.valueOf(options.lockMillis()),
          "0",
          "error",
          "",
          "on",
          "off",
          "harbor/" + pipeline
        });
    if (session.serverVersion() >= FIRST_WITH_TRANSACTION_TIMEOUT) {
      session.execute("SET LOCAL transaction_timeout = 0");
    }
  }
}
