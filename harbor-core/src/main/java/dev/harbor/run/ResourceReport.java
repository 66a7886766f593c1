package dev.harbor.run;

import dev.harbor.error.HarborException;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.state.LoadId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run did for one root resource and those that depend on it. Immutable.
 *
 * @param resource name of the root resource
 * @param outcome how it ended
 * @param itemsRead items taken from the source
 * @param itemsDiscarded items left out by the cursor, filters or limits
 * @param loadIds committed loads, one per segment
 * @param tables what became of the rows, per table
 * @param schemaChanges changes of tables, per committed load that had any
 * @param cursors ways of the cursors: of the declared one, then of those that the extractor named,
 *     a thousand at most
 * @param timing where the time went
 * @param traffic requests of the source
 * @param skipped what the source left out, with reasons
 * @param refused what contracts kept out
 * @param failure why it failed; null if it did not
 */
public record ResourceReport(
    String resource,
    Outcome outcome,
    long itemsRead,
    long itemsDiscarded,
    List<LoadId> loadIds,
    List<TableReport> tables,
    List<SchemaDiff> schemaChanges,
    List<CursorMovement> cursors,
    Timing timing,
    Traffic traffic,
    List<String> skipped,
    RefusalReport refused,
    @Nullable HarborException failure) {
  /** Takes copies. */
  public ResourceReport {
    loadIds = List.copyOf(loadIds);
    tables = List.copyOf(tables);
    schemaChanges = List.copyOf(schemaChanges);
    cursors = List.copyOf(cursors);
    skipped = List.copyOf(skipped);
  }

  /** How a lane can end. */
  public enum Outcome {
    /** At least one segment was committed. */
    LOADED,
    /** Nothing new: nothing was written. */
    NOTHING_NEW,
    /** The lane failed; segments committed before stay. */
    FAILED
  }

  /**
   * A cursor's way in a run. Immutable.
   *
   * @param path where the cursor stands in items, or the name that the extractor gave it
   * @param from where it began: the value committed before the run, else the initial one; empty
   *     text if there was none
   * @param to committed value after the run; empty text if there is none
   */
  public record CursorMovement(String path, String from, String to) {}

  /**
   * Time per phase. Immutable.
   *
   * @param extracting reading the source and making rows
   * @param loading waiting for the destination
   */
  public record Timing(Duration extracting, Duration loading) {}

  /**
   * Requests of a source. Immutable.
   *
   * @param requests requests sent
   * @param retries of these, sent again
   * @param loadRetries loads tried again
   * @param waited time waited for the other side
   */
  public record Traffic(long requests, long retries, long loadRetries, Duration waited) {}

  /** Way of the first cursor, if there is one: the declared one where there is. */
  public Optional<CursorMovement> cursorMovement() {
    return cursors.stream().findFirst();
  }

  /** Why it failed, if it did. */
  public Optional<HarborException> cause() {
    return Optional.ofNullable(failure);
  }
}
