package dev.harbor.postgres;

import dev.harbor.error.DestinationException;
import dev.harbor.error.RetryableDestinationException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Errors of the server and the driver in Harbor's words, without values of rows. */
final class SqlErrors {
  private static final Set<String> RETRYABLE =
      Set.of("40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300", "25P03");
  private static final Set<String> BROKEN = Set.of("57P01", "57P02", "57P03", "25P03", "57P05");
  // COPY <table>, line 17, column c: the words are translated, the order is not.
  private static final Pattern COPY_CONTEXT =
      Pattern.compile("(?m)^COPY .*?, \\D*?(\\d+)(?:, \\S+ ([^:\\n]+))?.*$");

  private static final Pattern KEY_DETAIL = Pattern.compile("\\(([^()=]+)\\)=\\(");

  private SqlErrors() {}

  /**
   * What the server said of a row, without its values.
   *
   * @param state the SQLSTATE
   * @param table name of the table; empty if it was not said
   * @param constraint name of the constraint; empty if it was not said
   * @param reason in words
   */
  record Refusal(String state, String table, String constraint, String reason) {
    static final Refusal NONE = new Refusal("", "", "", "");

    static Refusal of(SQLException failure) {
      String state = SqlErrors.state(failure);
      ServerErrorMessage server = serverMessage(failure);
      String table = server == null ? null : server.getTable();
      String constraint = server == null ? null : server.getConstraint();
      return new Refusal(
          state,
          table == null ? "" : table,
          constraint == null ? "" : constraint,
          SqlErrors.reason(failure, state));
    }

    /** Constraints, values, and what triggers raise; the rest is no row's fault. */
    boolean isOfRow() {
      return state.startsWith("23") || state.startsWith("22") || state.equals("P0001");
    }
  }

  /**
   * The exception for a failed statement.
   *
   * @param doing what cannot be done, such as {@code load table 'posts'}
   */
  static DestinationException of(String doing, SQLException failure) {
    String state = state(failure);
    String message = "Cannot " + doing + ": " + reason(failure, state);
    SQLException cause = quotesRows(state) ? withoutText(failure, state) : failure;
    return isRetryable(failure, state)
        ? new RetryableDestinationException(message, cause)
        : new DestinationException(message, cause);
  }

  /** The exception for a failed commit: nobody knows whether it arrived, unless the server says. */
  static DestinationException ofCommit(SQLException failure) {
    if (!isBroken(failure)) {
      return of("commit", failure);
    }
    return new RetryableDestinationException(
        "Cannot tell whether the load was committed: the connection was lost while the answer was"
            + " awaited. Hand the same package over again",
        failure);
  }

  /** Whether the connection cannot be used any more. */
  static boolean isBroken(SQLException failure) {
    String state = state(failure);
    return state.startsWith("08") || BROKEN.contains(state);
  }

  /** The SQLSTATE; empty if there is none. */
  static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  private static boolean isRetryable(SQLException failure, String state) {
    if (state.equals("23505")) {
      // A foreign writer made the same schema, table or index at the same time.
      ServerErrorMessage server = serverMessage(failure);
      String constraint = server == null ? null : server.getConstraint();
      return constraint != null && constraint.startsWith("pg_");
    }
    return (state.startsWith("08") && !state.equals("08P01")) || RETRYABLE.contains(state);
  }

  private static String reason(SQLException failure, String state) {
    return switch (state) {
      case "23502" -> "column '" + column(failure) + "' has no value" + row(failure) + NOT_NULL;
      case "23505" ->
          "a row breaks the unique index '%s'%s%s. Look for duplicates in the items, or for rows written beside Harbor"
              .formatted(constraint(failure), key(failure), row(failure));
      case "23514" -> "a row breaks the check '%s'%s".formatted(constraint(failure), row(failure));
      case "23503" ->
          "a row breaks the foreign key '%s'%s".formatted(constraint(failure), row(failure));
      case "25006" -> "the server is read-only. Connect to the primary";
      case "25P03" ->
          "the server ended the connection because the transaction was idle for too long";
      case "28P01", "28000" -> "the server refused user or password (%s)".formatted(state);
      case "3D000" -> "there is no such database. Create it, or correct the name in the URL";
      case "40001", "40P01" ->
          "another transaction stood in the way (%s). Try again".formatted(state);
      case "42501" ->
          "the role has no right to do it (%s). Grant it, or load as another role"
              .formatted(text(failure));
      case "42804", "42846" -> "the type of a column does not match (%s)".formatted(text(failure));
      case "53100" -> "the server's disk is full. Free some space there, then run again";
      case "53300" -> "the server has no connection left. Lower poolSize, or try again later";
      case "54000" -> "a row or key is too wide for the server (%s)".formatted(text(failure));
      case "55P03" -> "a lock was not granted in time: another session uses the table. Try again";
      case "57014" -> "a statement was cancelled or ran out of time. See statementTimeout";
      case "57P01", "57P02", "57P03" ->
          "the server is shutting down or starting (%s)".formatted(state);
      default ->
          state.startsWith("22")
              ? "the server refused a value (SQLSTATE %s)%s%s"
                  .formatted(
                      state,
                      column(failure).isEmpty() ? "" : " of column '" + column(failure) + '\'',
                      row(failure))
              : state.startsWith("08")
                  ? "the connection was lost (%s)".formatted(text(failure))
                  : text(failure) + (state.isEmpty() ? "" : " (SQLSTATE " + state + ')');
    };
  }

  private static final String NOT_NULL =
      ", but may not be null. Give it one, or drop the row before it is emitted";

  /** Data and constraint errors may quote values, even in the first line. */
  private static boolean quotesRows(String state) {
    return state.startsWith("22") || state.startsWith("23");
  }

  private static SQLException withoutText(SQLException failure, String state) {
    SQLException bare =
        new SQLException("SQLSTATE " + state + " (text left out: it may quote a row)", state);
    bare.setStackTrace(failure.getStackTrace());
    return bare;
  }

  private static String text(SQLException failure) {
    ServerErrorMessage server = serverMessage(failure);
    String text = server == null ? failure.getMessage() : server.getMessage();
    return text == null ? failure.getClass().getSimpleName() : text;
  }

  private static String constraint(SQLException failure) {
    ServerErrorMessage server = serverMessage(failure);
    String name = server == null ? null : server.getConstraint();
    return name == null ? "?" : name;
  }

  /** Columns of a key, which the server names before their values. */
  private static String key(SQLException failure) {
    ServerErrorMessage server = serverMessage(failure);
    String detail = server == null ? null : server.getDetail();
    Matcher matcher = detail == null ? null : KEY_DETAIL.matcher(detail);
    return matcher != null && matcher.find() ? " on (" + matcher.group(1) + ")" : "";
  }

  private static String column(SQLException failure) {
    ServerErrorMessage server = serverMessage(failure);
    String named = server == null ? null : server.getColumn();
    if (named != null) {
      return named;
    }
    Matcher where = where(server);
    String found = where != null && where.group(2) != null ? where.group(2) : "";
    return found;
  }

  private static String row(SQLException failure) {
    Matcher where = where(serverMessage(failure));
    return where == null ? "" : " in row " + where.group(1) + " of those sent";
  }

  private static @Nullable Matcher where(@Nullable ServerErrorMessage server) {
    String context = server == null ? null : server.getWhere();
    if (context == null) {
      return null;
    }
    Matcher matcher = COPY_CONTEXT.matcher(context);
    return matcher.find() ? matcher : null;
  }

  private static @Nullable ServerErrorMessage serverMessage(SQLException failure) {
    return failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
  }
}
