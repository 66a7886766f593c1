package dev.harbor.internal.run;

import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableReceipt;
import dev.harbor.error.HarborException;
import dev.harbor.internal.extract.LaneEmitter;
import dev.harbor.internal.extract.SourceCounters;
import dev.harbor.internal.infer.RefusalTally;
import dev.harbor.run.RefusalReport;
import dev.harbor.run.ResourceReport;
import dev.harbor.run.ResourceReport.CursorMovement;
import dev.harbor.run.ResourceReport.Outcome;
import dev.harbor.run.ResourceReport.Timing;
import dev.harbor.run.ResourceReport.Traffic;
import dev.harbor.run.TableReport;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.source.Resource;
import dev.harbor.state.LoadId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a lane has done so far, for its report. Confined to the lane's thread. */
final class LaneTally {
  private final List<LoadId> loadIds = new ArrayList<>();
  private final Map<String, TableReport> tables = new LinkedHashMap<>();
  private final List<SchemaDiff> changes = new ArrayList<>();
  private List<CursorMovement> cursors = List.of();
  private @Nullable RefusalTally refusals;
  private Duration loading = Duration.ZERO;
  private Duration total = Duration.ZERO;

  void loaded(LoadReceipt receipt, SchemaDiff diff, Duration time) {
    loadIds.add(receipt.loadId());
    loading = loading.plus(time);
    if (refusals != null) {
      refusals.addRefused(receipt.refusedItems(), receipt.refused());
    }
    if (!diff.isEmpty()) {
      changes.add(diff);
    }
    for (TableReceipt table : receipt.tables()) {
      TableReport before =
          tables.getOrDefault(
              table.table(), new TableReport(table.table(), 0, RowCounts.none(), ""));
      tables.put(table.table(), before.plus(table));
    }
  }

  /** A segment ended, loaded or without anything new, where the cursors stand so. */
  void stand(List<CursorMovement> committed) {
    cursors = committed;
  }

  void refusals(RefusalTally counted) {
    refusals = counted;
  }

  /** Changes that a load would make. */
  void planned(SchemaDiff diff) {
    changes.add(diff);
  }

  void total(Duration time) {
    total = time;
  }

  /** Rows per table of the committed segments and of an open one. */
  Map<String, Long> rowsWith(Map<String, Long> open) {
    Map<String, Long> rows = new LinkedHashMap<>(open);
    tables.forEach((name, table) -> rows.merge(name, table.staged(), Long::sum));
    return rows;
  }

  ResourceReport report(
      Resource root,
      @Nullable LaneEmitter emitter,
      SourceCounters counters,
      long loadRetries,
      @Nullable HarborException failure) {
    long read = emitter == null ? 0 : emitter.itemsRead();
    long taken = emitter == null ? 0 : emitter.itemsTaken();
    if (emitter != null && emitter.charactersReplaced() > 0) {
      counters.skipped(
          "characters",
          "%d NUL or lone surrogates became U+FFFD".formatted(emitter.charactersReplaced()));
    }
    Outcome outcome =
        failure != null ? Outcome.FAILED : loadIds.isEmpty() ? Outcome.NOTHING_NEW : Outcome.LOADED;
    return new ResourceReport(
        root.name(),
        outcome,
        read,
        Math.max(0, read - taken),
        loadIds,
        new ArrayList<>(tables.values()),
        changes,
        cursors,
        new Timing(total.minus(loading), loading),
        new Traffic(counters.requests(), counters.retries(), loadRetries, counters.waited()),
        counters.skipped(),
        refusals == null ? RefusalReport.none() : refusals.report(),
        failure);
  }
}
