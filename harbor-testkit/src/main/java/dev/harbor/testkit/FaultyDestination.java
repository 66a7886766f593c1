package dev.harbor.testkit;

import static java.util.Objects.requireNonNull;

import dev.harbor.destination.DatasetReader;
import dev.harbor.destination.Destination;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.NativeRows;
import dev.harbor.destination.RowReader;
import dev.harbor.error.RetryableDestinationException;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A destination that fails when the test says so, and is the wrapped one otherwise. Each failure is
 * a {@link RetryableDestinationException}, as of a lost connection. It has native rows and can be
 * read if the wrapped one has them and can. Thread-safe if that is.
 */
public class FaultyDestination implements Destination {
  private final Destination wrapped;
  private final Map<Integer, Fault> faults = new ConcurrentHashMap<>();
  private final AtomicInteger loads = new AtomicInteger();

  private FaultyDestination(Destination wrapped) {
    this.wrapped = wrapped;
  }

  private enum Fault {
    BEFORE,
    HALFWAY,
    AFTER_COMMIT
  }

  /** A decorator without faults. */
  public static FaultyDestination wrapping(Destination destination) {
    requireNonNull(destination, "destination");
    if (destination instanceof NativeRows rows) {
      return destination instanceof DatasetReader reader
          ? new EncodingReading(destination, rows, reader)
          : new Encoding(destination, rows);
    }
    return destination instanceof DatasetReader reader
        ? new Reading(destination, reader)
        : new FaultyDestination(destination);
  }

  /**
   * The given calls of {@link #load} fail before anything is done.
   *
   * @param calls numbers of the calls, from 1
   */
  public FaultyDestination failingBefore(int... calls) {
    return failing(Fault.BEFORE, calls);
  }

  /**
   * The given calls of {@link #load} fail when half of the rows have been read, of native ones not
   * before the first block.
   *
   * @param calls numbers of the calls, from 1
   */
  public FaultyDestination failingHalfway(int... calls) {
    return failing(Fault.HALFWAY, calls);
  }

  /**
   * The given calls of {@link #load} do their work, and then fail: the answer to the commit is
   * lost.
   *
   * @param calls numbers of the calls, from 1
   */
  public FaultyDestination failingAfterCommit(int... calls) {
    return failing(Fault.AFTER_COMMIT, calls);
  }

  /** How often {@link #load} was called. */
  public int loads() {
    return loads.get();
  }

  private FaultyDestination failing(Fault fault, int... calls) {
    for (int call : calls) {
      if (call < 1) {
        throw new IllegalArgumentException(
            "Cannot fail at call %d: calls are counted from 1".formatted(call));
      }
      faults.put(call, fault);
    }
    return this;
  }

  @Override
  public final String name() {
    return wrapped.name();
  }

  @Override
  public final DestinationCapabilities capabilities() {
    return wrapped.capabilities();
  }

  @Override
  public final Optional<Checkpoint> checkpoint(CheckpointKey key) {
    return wrapped.checkpoint(key);
  }

  @Override
  public final LoadReceipt load(LoadPackage load) {
    int call = loads.incrementAndGet();
    Fault fault = faults.get(call);
    if (fault == null) {
      return wrapped.load(load);
    }
    switch (fault) {
      case BEFORE -> throw failure(load, call, "before it began", null);
      case HALFWAY -> throw halfway(load, call);
      case AFTER_COMMIT -> wrapped.load(load);
    }
    throw failure(load, call, "after the commit", null);
  }

  private RuntimeException halfway(LoadPackage load, int call) {
    BreakingPackage breaking = new BreakingPackage(load);
    try {
      wrapped.load(breaking);
    } catch (RuntimeException e) {
      return breaking.isBroken() ? failure(load, call, "half-way", e) : e;
    }
    return new IllegalStateException(
        "Cannot fail half-way at call %d: the destination loaded the package without reading it to its end"
            .formatted(call));
  }

  private static RetryableDestinationException failure(
      LoadPackage load, int call, String when, @Nullable Throwable cause) {
    return new RetryableDestinationException(
        "Cannot apply load %s to '%s': call %d was made to fail %s"
            .formatted(load.id(), load.key(), call, when),
        cause);
  }

  private static final class Encoding extends FaultyDestination implements NativeRows {
    private final NativeRows rows;

    private Encoding(Destination wrapped, NativeRows rows) {
      super(wrapped);
      this.rows = rows;
    }

    @Override
    public Encoders encoders(CheckpointKey key) {
      return rows.encoders(key);
    }
  }

  private static final class Reading extends FaultyDestination implements DatasetReader {
    private final DatasetReader reader;

    private Reading(Destination wrapped, DatasetReader reader) {
      super(wrapped);
      this.reader = reader;
    }

    @Override
    public List<TableSchema> tables(String dataset, Collection<LoadId> loadIds) {
      return reader.tables(dataset, loadIds);
    }

    @Override
    public RowReader openRows(
        String dataset, List<TableSchema> lineage, Collection<LoadId> loadIds) {
      return reader.openRows(dataset, lineage, loadIds);
    }

    @Override
    public void readQuarantine(String dataset, String pipeline, Consumer<Kept> consumer) {
      reader.readQuarantine(dataset, pipeline, consumer);
    }
  }

  private static final class EncodingReading extends FaultyDestination
      implements NativeRows, DatasetReader {
    private final NativeRows rows;
    private final DatasetReader reader;

    private EncodingReading(Destination wrapped, NativeRows rows, DatasetReader reader) {
      super(wrapped);
      this.rows = rows;
      this.reader = reader;
    }

    @Override
    public Encoders encoders(CheckpointKey key) {
      return rows.encoders(key);
    }

    @Override
    public List<TableSchema> tables(String dataset, Collection<LoadId> loadIds) {
      return reader.tables(dataset, loadIds);
    }

    @Override
    public RowReader openRows(
        String dataset, List<TableSchema> lineage, Collection<LoadId> loadIds) {
      return reader.openRows(dataset, lineage, loadIds);
    }

    @Override
    public void readQuarantine(String dataset, String pipeline, Consumer<Kept> consumer) {
      reader.readQuarantine(dataset, pipeline, consumer);
    }
  }
}
