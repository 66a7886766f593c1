package dev.harbor.internal.spool;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.destination.NativeRows;
import dev.harbor.internal.infer.TableShape;
import dev.harbor.internal.normalize.ItemArena;
import dev.harbor.internal.normalize.RowDraft;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of one segment, per table. Confined to one thread. */
public final class RowSpool implements AutoCloseable {
  private final NativeRows.@Nullable Encoders encoders;
  private final MemoryBudget budget;
  private final Map<TableShape, TableSpool> tables = new LinkedHashMap<>();
  private final QuarantineSpool quarantine = new QuarantineSpool();
  private boolean releases;
  private @Nullable TableShape lastTable;
  private @Nullable TableSpool lastSpool;
  private long rowCount;

  /**
   * An empty spool.
   *
   * @param encoders of the destination's own form; null if it has none
   * @param memoryBytes that encoded rows may take in memory
   */
  public RowSpool(NativeRows.@Nullable Encoders encoders, long memoryBytes) {
    this.encoders = encoders;
    this.budget = new MemoryBudget(memoryBytes);
  }

  /** Adds a row whose values are fitted to its table. */
  public void write(RowDraft row, long item, ItemArena arena) {
    spool(row.table()).write(row, item, arena);
    rowCount++;
  }

  @SuppressWarnings("ReferenceEquality")
  private TableSpool spool(TableShape table) {
    TableSpool last = lastSpool;
    if (table == lastTable && last != null) {
      return last;
    }
    TableSpool spool =
        tables.computeIfAbsent(table, shape -> new TableSpool(shape, encoders, budget));
    lastTable = table;
    lastSpool = spool;
    return spool;
  }

  /** Keeps an item that does not go to its tables. */
  public void quarantine(QuarantinedRow row) {
    quarantine.add(row);
  }

  /** Lets go the items of earlier loads that did not go to their tables. */
  public void releaseQuarantine() {
    releases = true;
  }

  /** Whether it does. */
  public boolean releasesQuarantine() {
    return releases;
  }

  /** Number of items that do not go to their tables. */
  public long quarantined() {
    return quarantine.count();
  }

  /** Items that do not go to their tables. */
  Iterable<QuarantinedRow> quarantine() {
    return quarantine;
  }

  /** Rows of all tables. */
  public long rowCount() {
    return rowCount;
  }

  /** Bytes of encoded rows of all tables. */
  public long byteCount() {
    long bytes = 0;
    for (TableSpool spool : tables.values()) {
      bytes += spool.byteCount();
    }
    return bytes;
  }

  /** Rows per table, by name. */
  public Map<String, Long> rowsPerTable() {
    Map<String, Long> rows = new LinkedHashMap<>();
    tables.forEach((table, spool) -> rows.merge(table.name(), spool.rowCount(), Long::sum));
    return rows;
  }

  /** Closes the blocks that are being filled; no row may follow. */
  List<TableSpool> seal() {
    tables.values().forEach(TableSpool::flush);
    return new ArrayList<>(tables.values());
  }

  @Override
  public void close() {
    List<Closeable> spools = new ArrayList<>(List.of(quarantine));
    tables.values().forEach(spool -> spools.add(spool::close));
    for (Closeable spool : spools) {
      try {
        spool.close();
      } catch (IOException e) {
        System.getLogger("dev.harbor")
            .log(System.Logger.Level.WARNING, "Cannot close a temporary file", e);
      }
    }
  }
}
