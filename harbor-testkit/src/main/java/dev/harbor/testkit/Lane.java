package dev.harbor.testkit;

import dev.harbor.destination.Destination;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.NativeRows;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.TableReceipt;
import dev.harbor.error.Retryable;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.ResourceState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One lane of a test: makes its packages, loads them, and looks at what became of them. */
final class Lane {
  private static final int MAX_TRIES = 50;

  private final Destination destination;
  private final DestinationProbe probe;
  private final CheckpointKey key;
  private final boolean inNativeForm;
  private final Queue<HandMadePackage> made;

  Lane(Destination destination, DestinationProbe probe, CheckpointKey key, boolean inNativeForm) {
    this(destination, probe, key, inNativeForm, new ConcurrentLinkedQueue<>());
  }

  private Lane(
      Destination destination,
      DestinationProbe probe,
      CheckpointKey key,
      boolean inNativeForm,
      Queue<HandMadePackage> made) {
    this.destination = destination;
    this.probe = probe;
    this.key = key;
    this.inNativeForm = inNativeForm;
    this.made = made;
  }

  /** The same lane of another destination object. */
  Lane on(Destination other) {
    return new Lane(other, probe, key, inNativeForm, made);
  }

  /** Another lane. */
  Lane at(CheckpointKey other) {
    return new Lane(destination, probe, other, inNativeForm, made);
  }

  /** The lane of another resource. */
  Lane resource(String name) {
    return at(new CheckpointKey(key.dataset(), key.pipeline(), key.source(), name));
  }

  CheckpointKey key() {
    return key;
  }

  DestinationProbe probe() {
    return probe;
  }

  Optional<Checkpoint> checkpoint() {
    return destination.checkpoint(key);
  }

  /** The state of the current checkpoint with one number more. */
  ResourceState stateWith(String name, long number) {
    return checkpoint().map(Checkpoint::state).orElse(ResourceState.empty()).with(name, number);
  }

  /** A package that goes on from the current checkpoint. */
  LoadPackages next() {
    return formed(LoadPackages.next(destination, key));
  }

  /** A package that knows of no checkpoint. */
  LoadPackages first() {
    return formed(LoadPackages.first(key));
  }

  private LoadPackages formed(LoadPackages packages) {
    if (inNativeForm) {
      packages.nativeIn((NativeRows) destination);
    }
    return packages;
  }

  HandMadePackage made(LoadPackages packages) {
    HandMadePackage load = packages.build();
    made.add(load);
    return load;
  }

  LoadReceipt load(LoadPackages packages) {
    return load(made(packages));
  }

  /** Loads a package as Harbor does: again, while the destination says that it can help. */
  LoadReceipt load(LoadPackage load) {
    for (int tries = 1; ; tries++) {
      try {
        return destination.load(load);
      } catch (RuntimeException e) {
        if (!(e instanceof Retryable) || tries == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  int openReaders() {
    return made.stream().mapToInt(HandMadePackage::openReaders).sum();
  }

  /** Values of some columns, one list per row. */
  List<List<@Nullable Object>> values(String table, String... columns) {
    List<List<@Nullable Object>> values = new ArrayList<>();
    for (Map<String, @Nullable Object> row : probe.rows(key.dataset(), table)) {
      @Nullable Object[] picked = new Object[columns.length];
      for (int i = 0; i < columns.length; i++) {
        picked[i] = row.get(columns[i]);
      }
      values.add(Arrays.asList(picked));
    }
    return values;
  }

  List<String> columns(String table) {
    return probe.columns(key.dataset(), table);
  }

  /** What can be seen of this lane: to be equal before and after a load that failed. */
  Sight look(String... tables) {
    List<List<String>> columns = new ArrayList<>();
    List<List<Map<String, @Nullable Object>>> rows = new ArrayList<>();
    for (String table : tables) {
      columns.add(columns(table));
      rows.add(
          probe.rows(key.dataset(), table).stream()
              .sorted(Comparator.comparing(Map::toString))
              .toList());
    }
    return new Sight(checkpoint(), columns, rows);
  }

  /** What a look saw. Immutable. */
  record Sight(
      Optional<Checkpoint> checkpoint,
      List<List<String>> columns,
      List<List<Map<String, @Nullable Object>>> rows) {}

  /** Counts of a table, if the destination gave a receipt for it. */
  static Optional<RowCounts> counts(LoadReceipt receipt, String table) {
    return receipt.tables().stream()
        .filter(each -> each.table().equals(table))
        .map(TableReceipt::counts)
        .findFirst();
  }

  /** A row of values, null included. */
  static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }
}
