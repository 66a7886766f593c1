package dev.harbor.internal.run;

import dev.harbor.destination.DatasetReader;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.NativeRows;
import dev.harbor.error.HarborException;
import dev.harbor.error.SourceException;
import dev.harbor.internal.extract.LaneEmitter;
import dev.harbor.internal.extract.LaneSegments;
import dev.harbor.internal.extract.RunningContext;
import dev.harbor.internal.extract.SourceCounters;
import dev.harbor.internal.infer.LaneShapes;
import dev.harbor.internal.spool.RowSpool;
import dev.harbor.internal.spool.SealedPackage;
import dev.harbor.run.Progress;
import dev.harbor.run.ResourceReport;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import dev.harbor.state.ResourceState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A root resource with those that depend on it, from its checkpoint to its last commit: one
 * straight line, {@link #run}. Confined to one thread.
 */
final class Lane implements LaneSegments {
  private static final System.Logger LOG = System.getLogger("dev.harbor");
  private static final long PROGRESS_NANOS = 100_000_000;

  private final RunSettings settings;
  private final CheckpointKey key;
  private final Resource root;
  private final List<Resource> dependents;
  private final SourceCounters counters = new SourceCounters();
  private final LaneTally tally = new LaneTally();
  private final LoadRetrier retrier;
  private final @Nullable KeptItems kept;
  private boolean planning;
  private final Map<String, LaneEmitter> emitters = new LinkedHashMap<>();
  private LaneRefresh refresh = new LaneRefresh(null);
  private Optional<Checkpoint> base = Optional.empty();

  /** What the lane may know of the base; less than all if the run forgets. */
  private Optional<Checkpoint> known = Optional.empty();

  private @Nullable LaneShapes shapes;
  private @Nullable RunningContext context;
  private @Nullable LaneEmitter emitter;
  private NativeRows.@Nullable Encoders encoders;
  private @Nullable RowSpool spool;
  private long item;
  private long segmentStarted;
  private long lastProgress;

  Lane(RunSettings settings, CheckpointKey key, Resource root, List<Resource> dependents) {
    this(settings, key, root, dependents, null);
  }

  /** A lane that takes its items from the quarantine, if there are any to take. */
  Lane(
      RunSettings settings,
      CheckpointKey key,
      Resource root,
      List<Resource> dependents,
      @Nullable KeptItems kept) {
    this.settings = settings;
    this.key = key;
    this.root = root;
    this.dependents = dependents;
    this.retrier = new LoadRetrier(settings, root.name());
    this.kept = kept;
  }

  /** The lane, forgetting something with its first load. */
  Lane forgetting(LaneRefresh what) {
    refresh = what;
    return this;
  }

  /** Reads everything and loads nothing; the report has the changes that a load would make. */
  ResourceReport plan() {
    planning = true;
    return run();
  }

  /** Whether the items come from the quarantine. */
  boolean isReplay() {
    return kept != null;
  }

  ResourceReport run() {
    settings.listener().laneStarted(root.name());
    long started = System.nanoTime();
    HarborException failure = null;
    try {
      walk();
    } catch (HarborException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure =
          new SourceException("Cannot complete resource '%s': %s".formatted(root.name(), e), e);
    } finally {
      closeSpool();
    }
    tally.total(Duration.ofNanos(System.nanoTime() - started));
    if (failure != null) {
      settings.listener().laneFailed(root.name(), failure);
      LOG.log(
          System.Logger.Level.ERROR,
          "{0}: resource ''{1}'' failed: {2}",
          settings.pipeline(),
          root.name(),
          failure.getMessage());
    }
    return tally.report(root, emitter, counters, retrier.retries(), failure);
  }

  private void walk() {
    RequiredCapabilities.check(settings, resources());
    base = settings.destination().checkpoint(key);
    known = refresh.knownOf(base);
    shapes = new LaneShapes(known, settings.identifiers(), settings.inference());
    tally.refusals(shapes().refusals());
    ResourceState state =
        root.disposition() == WriteDisposition.REPLACE
            ? ResourceState.empty()
            : known.map(Checkpoint::state).orElse(ResourceState.empty());
    context = new RunningContext(settings.clock(), counters, state);
    if (settings.destination() instanceof NativeRows own) {
      encoders = own.encoders(key);
    }
    open();
    LaneEmitter first = emitters();
    tally.stand(context().movements());
    if (kept == null) {
      extract(first);
    } else {
      kept.handTo(emitters);
    }
    first.requireUnbroken();
    commit();
    Optional<SourceException> incomplete = context().incompleteCause();
    if (incomplete.isPresent()) {
      throw incomplete.get();
    }
  }

  private LaneEmitter emitters() {
    LaneEmitter first = new LaneEmitter(root, shapes(), this, context());
    emitter = first;
    emitters.put(root.name(), first);
    for (Resource dependent : dependents) {
      emitters.put(dependent.name(), new LaneEmitter(dependent, shapes(), this, context()));
    }
    for (Resource dependent : dependents) {
      emitterOf(dependent.parent().orElseThrow()).addDependent(emitterOf(dependent.name()));
    }
    return first;
  }

  private LaneEmitter emitterOf(String resource) {
    return java.util.Objects.requireNonNull(emitters.get(resource), resource);
  }

  private void extract(LaneEmitter first) {
    try {
      root.extractor().extract(context(), first);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException(
          "Cannot read resource '%s' to its end: the run was interrupted".formatted(root.name()),
          e);
    } catch (RuntimeException e) {
      first.requireUnbroken();
      throw e instanceof HarborException ? e : wrapped(e);
    } catch (Exception e) {
      throw wrapped(e);
    }
  }

  private SourceException wrapped(Exception e) {
    return new SourceException("Cannot read resource '%s': %s".formatted(root.name(), e), e);
  }

  private void open() {
    spool = new RowSpool(encoders, settings.memoryBytes());
    if (kept != null || root.disposition() == WriteDisposition.REPLACE || refresh.isPending()) {
      spool().releaseQuarantine();
    }
    item = 0;
    segmentStarted = System.nanoTime();
  }

  /** Seals the open segment and has it stored, if it brought anything. */
  private void commit() {
    RowSpool rows = spool();
    if (planning) {
      tally.planned(plannedChanges(rows));
      closeSpool();
      return;
    }
    ResourceState state = context().wholeState();
    SchemaDiff diff = refresh.with(shapes().diff(known, emptied(rows)));
    boolean changed =
        rows.rowCount() > 0
            || rows.quarantined() > 0
            || kept != null
            || !diff.isEmpty()
            || replaces()
            || refresh.isPending()
            || base.isEmpty()
            || !state.equals(base.get().state());
    if (changed) {
      load(rows, diff, state);
    }
    tally.stand(context().movements());
    closeSpool();
  }

  /** Against what is really there, if the destination can tell. */
  private SchemaDiff plannedChanges(RowSpool rows) {
    if (rows.rowCount() == 0 && base.isEmpty()) {
      return SchemaDiff.none();
    }
    List<String> tables = shapes().schemas().stream().map(TableSchema::name).toList();
    return settings.destination() instanceof DatasetReader reader
        ? reader
            .realColumns(key.dataset(), tables)
            .map(shapes()::diff)
            .orElseGet(() -> shapes().diff(base, List.of()))
        : shapes().diff(base, List.of());
  }

  private void load(RowSpool rows, SchemaDiff diff, ResourceState state) {
    Instant now = settings.clock().instant().truncatedTo(ChronoUnit.MICROS);
    Checkpoint next =
        new Checkpoint(
            key,
            LoadId.unique(now),
            now,
            shapes().schemas(),
            state,
            settings.identifiers().conventionName());
    try (SealedPackage sealed = new SealedPackage(base, next, diff, rows)) {
      sealed.numberAfter(base.map(Checkpoint::loadId));
      notifyProgress(Progress.Phase.LOADING);
      long started = System.nanoTime();
      LoadReceipt receipt = retrier.load(sealed);
      tally.loaded(receipt, diff, Duration.ofNanos(System.nanoTime() - started));
      base = Optional.of(sealed.checkpoint());
      known = base;
      refresh.done();
      settings.listener().segmentLoaded(root.name(), receipt);
      LOG.log(
          System.Logger.Level.INFO,
          "{0}: load {1} of ''{2}'' is committed: {3} rows",
          settings.pipeline(),
          receipt.loadId(),
          root.name(),
          rows.rowCount());
    }
  }

  /** Whether the lane holds a resource, dependent ones too, that stores only all of its rows. */
  private boolean replaces() {
    return resources().stream().anyMatch(one -> one.disposition() == WriteDisposition.REPLACE);
  }

  private List<Resource> resources() {
    List<Resource> all = new ArrayList<>(List.of(root));
    all.addAll(dependents);
    return all;
  }

  private List<String> emptied(RowSpool rows) {
    Map<String, Long> counts = rows.rowsPerTable();
    List<String> emptied = new ArrayList<>();
    for (TableSchema table : shapes().schemas()) {
      if (table.writeDisposition() == WriteDisposition.REPLACE
          && counts.getOrDefault(table.name(), 0L) == 0
          && LaneShapes.hasSeenRows(table)) {
        emptied.add(table.name());
      }
    }
    return emptied;
  }

  private void closeSpool() {
    RowSpool open = spool;
    if (open != null) {
      open.close();
      spool = null;
    }
  }

  @Override
  public RowSpool spool() {
    return java.util.Objects.requireNonNull(spool, "no segment is open");
  }

  @Override
  public long nextItem() {
    return item++;
  }

  @Override
  public void progressed() {
    long now = System.nanoTime();
    if (now - lastProgress >= PROGRESS_NANOS) {
      lastProgress = now;
      notifyProgress(Progress.Phase.EXTRACTING);
    }
  }

  private void notifyProgress(Progress.Phase phase) {
    LaneEmitter first = emitter;
    settings
        .listener()
        .progressed(
            new Progress(
                root.name(),
                phase,
                first == null ? 0 : first.itemsRead(),
                tally.rowsWith(spool().rowsPerTable()),
                spool().byteCount()));
  }

  @Override
  public boolean isFull() {
    RowSpool rows = spool();
    return rows.rowCount() > 0
        && (rows.rowCount() >= settings.limits().maxRows()
            || System.nanoTime() - segmentStarted >= maxAgeNanos()
            || (settings.limits().maxBytes() != Long.MAX_VALUE
                && rows.byteCount() >= settings.limits().maxBytes()));
  }

  private long maxAgeNanos() {
    Duration age = settings.limits().maxAge();
    return age.compareTo(Duration.ofDays(36_500)) >= 0 ? Long.MAX_VALUE : age.toNanos();
  }

  @Override
  public void safePoint() {
    if (isFull()
        && kept == null
        && !planning
        && resources().stream().noneMatch(WholeLoads::isNeededBy)) {
      commit();
      open();
    }
  }

  private LaneShapes shapes() {
    return java.util.Objects.requireNonNull(shapes);
  }

  private RunningContext context() {
    return java.util.Objects.requireNonNull(context);
  }
}
