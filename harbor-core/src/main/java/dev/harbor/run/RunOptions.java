package dev.harbor.run;

import dev.harbor.contract.SchemaContract;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.TimeWindow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is different about one run. Immutable; start from {@link #defaults()}.
 *
 * @param only names of the resources to run; empty means all
 * @param table name of the table instead of the resource's; only for a run of one resource
 * @param primaryKey key fields instead of the resources' own; null means theirs
 * @param disposition instead of the resources' own; null means theirs
 * @param window that cursors of times join; null means none
 * @param contract instead of the resources' own and the pipeline's; null means theirs
 * @param refresh what is forgotten before anything is loaded; null means nothing
 */
public record RunOptions(
    Set<String> only,
    @Nullable String table,
    @Nullable List<String> primaryKey,
    @Nullable WriteDisposition disposition,
    @Nullable TimeWindow window,
    @Nullable SchemaContract contract,
    @Nullable Refresh refresh) {
  /** Takes copies. */
  public RunOptions {
    only = Set.copyOf(only);
    primaryKey = primaryKey == null ? null : List.copyOf(primaryKey);
  }

  /** Everything as the resources say. */
  public static RunOptions defaults() {
    return new RunOptions(Set.of(), null, null, null, null, null, null);
  }

  /** Runs only these resources. */
  public RunOptions withOnly(String... resources) {
    return new RunOptions(
        Set.of(resources), table, primaryKey, disposition, window, contract, refresh);
  }

  /** Stores rows in this table. */
  public RunOptions withTable(String name) {
    return new RunOptions(only, name, primaryKey, disposition, window, contract, refresh);
  }

  /** Identifies records by these fields. */
  public RunOptions withPrimaryKey(String... fields) {
    return new RunOptions(only, table, List.of(fields), disposition, window, contract, refresh);
  }

  /** Stores rows by this disposition. */
  public RunOptions withDisposition(WriteDisposition other) {
    return new RunOptions(only, table, primaryKey, other, window, contract, refresh);
  }

  /**
   * Loads a window of time, as schedulers ask for it: every cursor takes what its own range and the
   * window share, but for those that say {@code ignoringWindow()}. A window with an end is a
   * backfill: no committed cursor is read or moved.
   */
  public RunOptions withWindow(TimeWindow timeWindow) {
    return new RunOptions(only, table, primaryKey, disposition, timeWindow, contract, refresh);
  }

  /** Forgets what was loaded before, in the transactions that load anew. */
  public RunOptions withRefresh(Refresh what) {
    return new RunOptions(only, table, primaryKey, disposition, window, contract, what);
  }

  /** Lets tables change as this contract says, whatever the resources and the pipeline say. */
  public RunOptions withContract(SchemaContract other) {
    return new RunOptions(only, table, primaryKey, disposition, window, other, refresh);
  }

  /** Name of the table, if it was set. */
  public Optional<String> tableName() {
    return Optional.ofNullable(table);
  }

  /** Key fields, if they were set. */
  public Optional<List<String>> keyFields() {
    return Optional.ofNullable(primaryKey);
  }

  /** Window, if it was set. */
  public Optional<TimeWindow> timeWindow() {
    return Optional.ofNullable(window);
  }

  /** Disposition, if it was set. */
  public Optional<WriteDisposition> writeDisposition() {
    return Optional.ofNullable(disposition);
  }

  /** Contract, if it was set. */
  public Optional<SchemaContract> schemaContract() {
    return Optional.ofNullable(contract);
  }
}
