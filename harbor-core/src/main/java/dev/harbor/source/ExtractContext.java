package dev.harbor.source;

import dev.harbor.error.SourceException;
import dev.harbor.state.ResourceState;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a running extractor may ask and say. Implemented by Harbor and its test kit; methods may be
 * added. Confined to the extractor's thread but for the counters, which any thread may call.
 */
public interface ExtractContext {
  /**
   * Where the window of a cursor begins: the last committed value, else the initial one. Fixed
   * while a segment is read.
   *
   * @return empty if nothing was loaded yet and no initial value is set
   */
  <T> Optional<T> startOf(Incremental<T> incremental);

  /**
   * Where the window of a cursor begins in one partition, of a cursor that is kept per partition.
   *
   * @return empty if nothing of the partition was loaded yet and no initial value is set
   */
  default <T> Optional<T> startOf(Incremental<T> incremental, String partition) {
    return startOf(incremental);
  }

  /** Where the window of a cursor ends; empty if it has no end. */
  default <T> Optional<T> endOf(Incremental<T> incremental) {
    return incremental.endValue();
  }

  /** State of the resource as of the last commit, or as set since. */
  ResourceState state();

  /** Replaces the state of the resource; it is committed with the rows emitted so far. */
  void setState(ResourceState state);

  /** The clock of the run. */
  Clock clock();

  /** Counts a request that was sent, for the report. */
  void requested();

  /** Counts a request that is sent again, for the report. */
  void retried();

  /** Adds time in which the source waited for the other side, for the report. */
  void waited(Duration time);

  /**
   * Notes something that was left out, without failing: a community that is private, a user who is
   * gone.
   *
   * @param what name of what was left out
   * @param reason why, in a few words
   */
  void skipped(String what, String reason);

  /**
   * Says how far the extractor came with a cursor of its own, one that it keeps in its state, for
   * the report. Of several calls for one cursor the first tells where it began and the last where
   * it stands; the report shows what was committed.
   *
   * @param cursor name of the cursor, such as {@code r/java/new}
   * @param from where it stood before this run; null if nowhere
   * @param to where it stands now
   */
  void moved(String cursor, @Nullable Object from, Object to);

  /**
   * Says that the resource could not be read to its end, but that what was emitted and the state
   * that was set hold good: they are committed, and the run then reports the resource as failed
   * with this cause.
   */
  void incomplete(SourceException cause);
}
