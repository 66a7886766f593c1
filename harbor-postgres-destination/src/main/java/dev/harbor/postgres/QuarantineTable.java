package dev.harbor.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.destination.DatasetReader.Kept;
import dev.harbor.destination.LoadPackage;
import dev.harbor.error.DestinationException;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * {@code _harbor_quarantine}: items that were kept out of their tables. Made with the first of
 * them. Confined to one thread.
 */
final class QuarantineTable {
  static final String NAME = "_harbor_quarantine";

  private static final int FETCH_ROWS = 1_000;
  private static final String COLUMNS =
      "load_id, pipeline_name, source_name, lane, ordinal, resource_name, table_name, path, reason, sql_state, \"row\"";

  private final Session session;
  private final String dataset;

  QuarantineTable(Session session, String dataset) {
    this.session = session;
    this.dataset = dataset;
  }

  private String sql() {
    return Identifiers.quote(dataset, NAME);
  }

  private boolean exists() {
    return session.test(
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?)",
        dataset,
        NAME);
  }

  private void ensure() {
    if (!exists()) {
      session.doing("create table '" + NAME + "'");
      session.execute(
          "CREATE TABLE "
              + sql()
              + " (load_id character varying(64) NOT NULL, pipeline_name character varying NOT NULL,"
              + " source_name character varying NOT NULL, lane character varying NOT NULL,"
              + " ordinal bigint NOT NULL, resource_name character varying NOT NULL,"
              + " table_name character varying NOT NULL, path character varying NOT NULL,"
              + " reason character varying NOT NULL, sql_state character varying,"
              + " \"row\" json NOT NULL,"
              + " inserted_at timestamp with time zone NOT NULL DEFAULT clock_timestamp())");
    }
  }

  /** Lets go what the package brings back or replaces, and keeps what it left out. */
  void take(LoadPackage load) {
    if (load.releasesQuarantine() && exists()) {
      session.doing("empty the quarantine of '" + load.key() + "'");
      session.execute(
          "DELETE FROM "
              + sql()
              + " WHERE pipeline_name = ? AND source_name = ? AND lane = ? AND load_id <> ?",
          load.key().pipeline(),
          load.key().source(),
          load.key().resource(),
          load.id().text());
    }
    Iterator<QuarantinedRow> rows = load.quarantined().iterator();
    if (rows.hasNext()) {
      ensure();
      session.doing("store items in table '" + NAME + "'");
      copy(load, rows);
    }
  }

  private void copy(LoadPackage load, Iterator<QuarantinedRow> rows) {
    session.requireNotInterrupted();
    CopyIn copy = null;
    try {
      copy =
          session
              .copyManager()
              .copyIn("COPY " + sql() + " (" + COLUMNS + ") FROM STDIN (FORMAT CSV)");
      long ordinal = 0;
      while (rows.hasNext()) {
        byte[] line = line(load, ordinal++, rows.next()).getBytes(UTF_8);
        copy.writeToCopy(line, 0, line.length);
      }
      copy.endCopy();
    } catch (SQLException e) {
      DestinationException failure = session.failure(e);
      cancel(copy, failure);
      throw failure;
    } catch (RuntimeException e) {
      cancel(copy, e);
      throw e;
    }
  }

  private void cancel(@Nullable CopyIn copy, RuntimeException first) {
    if (copy != null && copy.isActive()) {
      try {
        copy.cancelCopy();
      } catch (SQLException e) {
        first.addSuppressed(e);
        session.markBroken();
      }
    }
  }

  private static String line(LoadPackage load, long ordinal, QuarantinedRow row) {
    CheckpointKey key = load.key();
    StringBuilder line = new StringBuilder();
    for (String text :
        List.of(
            load.id().text(),
            key.pipeline(),
            key.source(),
            key.resource(),
            Long.toString(ordinal),
            row.resource(),
            row.table(),
            row.path(),
            row.reason())) {
      quote(line, text).append(',');
    }
    row.serverState().ifPresent(state -> quote(line, state));
    return quote(line.append(','), row.json()).append('\n').toString();
  }

  /** The server takes no NUL; a name of the source may have one. */
  private static StringBuilder quote(StringBuilder line, String text) {
    return line.append('"').append(text.replace("\"", "\"\"").replace('\0', '\uFFFD')).append('"');
  }

  /**
   * Keeps an item that the server itself refused.
   *
   * @param ordinal of the item in the package
   * @param query gives its JSON
   */
  void keep(LoadPackage load, long ordinal, QuarantinedRow row, String query) {
    ensure();
    CheckpointKey key = load.key();
    session.execute(
        "INSERT INTO "
            + sql()
            + " ("
            + COLUMNS
            + ") SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ("
            + query
            + ")::json",
        load.id().text(),
        key.pipeline(),
        key.source(),
        key.resource(),
        ordinal,
        row.resource(),
        row.table(),
        row.path(),
        row.reason(),
        row.serverState().orElse(null));
  }

  /** Hands over everything that lanes of a pipeline keep, in the order in which it was kept. */
  void read(String pipeline, Consumer<Kept> consumer) {
    session.doing("read table '" + NAME + "'");
    if (!exists()) {
      return;
    }
    try (PreparedStatement statement =
        session
            .connection()
            .prepareStatement(
                "SELECT "
                    + COLUMNS
                    + " FROM "
                    + sql()
                    + " WHERE pipeline_name = ? ORDER BY load_id COLLATE \"C\", ordinal")) {
      statement.setFetchSize(FETCH_ROWS);
      statement.setString(1, pipeline);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          consumer.accept(kept(row));
        }
      }
    } catch (SQLException e) {
      throw session.failure(e);
    }
  }

  private Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        new CheckpointKey(
            dataset,
            row.getString("pipeline_name"),
            row.getString("source_name"),
            row.getString("lane")),
        new LoadId(row.getString("load_id")),
        new QuarantinedRow(
            row.getString("resource_name"),
            row.getString("table_name"),
            row.getString("path"),
            row.getString("reason"),
            row.getString("sql_state"),
            row.getString("row")));
  }
}
