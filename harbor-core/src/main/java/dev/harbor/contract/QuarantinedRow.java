package dev.harbor.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item that was kept out of its tables, whole. Immutable.
 *
 * @param resource name of the resource that the item is of
 * @param table name of the table whose row was refused
 * @param path place of the trouble in the item, such as {@code $.author.flair[2]}
 * @param reason what was wrong
 * @param sqlState what the server said, if it was the one that refused; otherwise null
 * @param json the item: its root row as an object by column name, nested rows as lists
 */
public record QuarantinedRow(
    String resource,
    String table,
    String path,
    String reason,
    @Nullable String sqlState,
    String json) {

  /** Checks that nothing but the SQLSTATE is null. */
  public QuarantinedRow {
    requireNonNull(resource, "resource");
    requireNonNull(table, "table");
    requireNonNull(path, "path");
    requireNonNull(reason, "reason");
    requireNonNull(json, "json");
  }

  /** What the server said, if it was the one that refused. */
  public Optional<String> serverState() {
    return Optional.ofNullable(sqlState);
  }
}
