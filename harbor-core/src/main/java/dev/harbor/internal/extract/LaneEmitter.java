package dev.harbor.internal.extract;

import dev.harbor.error.HarborException;
import dev.harbor.error.SourceException;
import dev.harbor.internal.infer.LaneShapes;
import dev.harbor.internal.infer.TableShape;
import dev.harbor.internal.json.JsonItems;
import dev.harbor.internal.json.TreeSink;
import dev.harbor.internal.normalize.Flattener;
import dev.harbor.internal.normalize.ItemArena;
import dev.harbor.internal.normalize.NameClashes;
import dev.harbor.internal.normalize.RowLinker;
import dev.harbor.internal.normalize.ValueReader;
import dev.harbor.source.DependentExtractor;
import dev.harbor.source.Emitter;
import dev.harbor.source.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the items of one resource: steps, cursor, rows, then the resources that depend on it.
 * Confined to the lane's thread.
 */
public final class LaneEmitter implements Emitter {
  private final Resource resource;
  private final LaneSegments segments;
  private final RunningContext context;
  private final ItemArena arena;
  private final Flattener flattener;
  private final RowLinker linker;
  private final ValueReader values;
  private final TreeSink tree = new TreeSink();
  private final @Nullable CursorGate gate;
  private final List<LaneEmitter> dependents = new ArrayList<>();
  private final Thread owner = Thread.currentThread();
  private final long limit;
  private long itemsRead;
  private long itemsTaken;
  private @Nullable RuntimeException broken;

  /** An emitter of one resource of a lane. */
  public LaneEmitter(
      Resource resource, LaneShapes shapes, LaneSegments segments, RunningContext context) {
    this.resource = resource;
    this.segments = segments;
    this.context = context;
    TableShape root = shapes.root(resource);
    this.arena = new ItemArena(shapes.inference().refusesUnstorableText());
    this.flattener =
        new Flattener(root, arena, new NameClashes(shapes, resource.nesting(), context::skipped));
    this.linker = new RowLinker(root, arena, shapes, resource);
    this.values = new ValueReader(resource.name());
    this.limit = resource.limit().orElse(Long.MAX_VALUE);
    this.gate =
        resource
            .incremental()
            .map(cursor -> new CursorGate(resource, cursor, context.wholeState(), context.clock()))
            .orElse(null);
    CursorGate own = gate;
    if (own != null && resource.parent().isEmpty()) {
      context.useCursor(resource.incremental().orElseThrow().path(), own);
    }
  }

  /** Adds a resource that is read once per item of this one. */
  public void addDependent(LaneEmitter dependent) {
    dependents.add(dependent);
  }

  /** Items that the source emitted. */
  public long itemsRead() {
    return itemsRead;
  }

  /** Items that became rows. */
  public long itemsTaken() {
    return itemsTaken;
  }

  /** Characters that no text column can hold and that became U+FFFD. */
  public long charactersReplaced() {
    return arena.replaced();
  }

  /** Throws what broke the emitter, if the extractor went on in spite of it. */
  public void requireUnbroken() {
    if (broken != null) {
      throw broken;
    }
  }

  @Override
  public boolean emit(Object item) {
    return guarded(() -> emitItem(item));
  }

  private boolean emitItem(@Nullable Object item) {
    if (item instanceof List<?> list) {
      boolean more = true;
      for (Object element : list) {
        more = emitItem(element);
        if (!more && !mayHaveMore()) {
          return false;
        }
      }
      return more;
    }
    itemsRead++;
    return step(item, 0);
  }

  /** Whether items of other partitions may come after one whose own partition is at its end. */
  private boolean mayHaveMore() {
    return gate != null && gate.isPartitioned() && itemsTaken < limit;
  }

  private boolean step(@Nullable Object item, int index) {
    if (index == resource.steps().size()) {
      return take(item);
    }
    Function<Object, List<?>> step = resource.steps().get(index);
    boolean more = itemsTaken < limit;
    for (Object next : step.apply(requireItem(item))) {
      more = step(next, index + 1);
    }
    segments.progressed();
    return more;
  }

  private Object requireItem(@Nullable Object item) {
    if (item == null) {
      throw new SourceException(
          "Cannot read an item of resource '%s': it is null, expected a value"
              .formatted(resource.name()));
    }
    return item;
  }

  private boolean take(@Nullable Object item) {
    if (itemsTaken >= limit) {
      return false;
    }
    CursorGate cursor = gate;
    if (cursor == null) {
      values.push(item, flattener);
    } else {
      ItemTape tape = cursor.nextTape();
      values.push(requireItem(item), tape);
      if (!passes(tape, cursor)) {
        return !cursor.isExhausted();
      }
      tape.push(flattener);
    }
    if (linker.namesVersions()) {
      values.push(item, tree);
      linker.nameVersion(tree.take());
    }
    write();
    for (LaneEmitter dependent : dependents) {
      dependent.extractFor(requireItem(item));
    }
    return itemsTaken < limit;
  }

  /** Whether a recorded item is new by its cursor; cuts the segment before it if that is due. */
  private boolean passes(ItemTape tape, CursorGate cursor) {
    cursor.read(tape);
    if (segments.isFull() && cursor.isSafeCut()) {
      segments.safePoint();
    }
    boolean admitted = cursor.admits(tape);
    if (!admitted) {
      segments.progressed();
    }
    return admitted;
  }

  private void extractFor(Object parentItem) {
    DependentExtractor extractor = resource.dependentExtractor().orElseThrow();
    try {
      extractor.extract(parentItem, context, this);
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    } catch (Exception e) {
      throw new SourceException("Cannot read resource '%s'".formatted(resource.name()), e);
    }
    requireUnbroken();
  }

  private void write() {
    linker.write(flattener.take(), segments.nextItem(), segments.spool());
    flattener.release();
    itemsTaken++;
    segments.progressed();
  }

  @Override
  public boolean emitJson(byte[] json) {
    return guarded(() -> emitAll(JsonItems.of(json)));
  }

  @Override
  public boolean emitJson(String json) {
    return guarded(() -> emitAll(JsonItems.of(json)));
  }

  @Override
  public boolean emitJson(InputStream json) {
    return guarded(() -> emitAll(JsonItems.of(json)));
  }

  private boolean emitAll(JsonItems items) throws IOException {
    boolean streamed =
        resource.steps().isEmpty() && dependents.isEmpty() && !linker.namesVersions();
    boolean more = itemsTaken < limit;
    try (items) {
      while ((more || mayHaveMore()) && items.next()) {
        more = streamed ? emitStreamed(items) : emitTree(items);
      }
    } catch (IOException e) {
      throw new SourceException(
          "Cannot read item %d of resource '%s': the JSON text is broken at %s: %s"
              .formatted(itemsRead + 1, resource.name(), items.location(), firstLine(e)),
          e);
    }
    return more;
  }

  private boolean emitTree(JsonItems items) throws IOException {
    items.push(tree);
    itemsRead++;
    return step(tree.take(), 0);
  }

  /** Straight from tokens to rows; by way of a tape where a cursor decides first. */
  private boolean emitStreamed(JsonItems items) throws IOException {
    CursorGate cursor = gate;
    if (cursor == null) {
      items.push(flattener);
      itemsRead++;
    } else {
      ItemTape tape = cursor.nextTape();
      items.push(tape);
      itemsRead++;
      if (!passes(tape, cursor)) {
        return !cursor.isExhausted();
      }
      tape.push(flattener);
    }
    write();
    return itemsTaken < limit;
  }

  /** Takes an item that was taken before: no step, cursor, limit or dependent sees it again. */
  public void replay(String json) {
    guarded(
        () -> {
          try (JsonItems items = JsonItems.of(json)) {
            while (items.next()) {
              items.push(flattener);
              itemsRead++;
              write();
            }
          }
          return true;
        });
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void checkpoint() {
    guarded(
        () -> {
          if (resource.parent().isEmpty()) {
            segments.safePoint();
          }
          return true;
        });
  }

  /** One call of the extractor. */
  @FunctionalInterface
  private interface Call {
    boolean make() throws IOException;
  }

  private boolean guarded(Call call) {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "Cannot emit an item of resource '%s' on thread '%s': the emitter belongs to thread '%s'"
              .formatted(resource.name(), Thread.currentThread().getName(), owner.getName()));
    }
    requireUnbroken();
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
    try {
      return call.make();
    } catch (HarborException e) {
      broken = e;
      throw e;
    } catch (IOException e) {
      SourceException wrapped =
          new SourceException("Cannot read resource '%s'".formatted(resource.name()), e);
      broken = wrapped;
      throw wrapped;
    } catch (RuntimeException e) {
      broken = e;
      throw e;
    }
  }

  private SourceException interrupted() {
    return new SourceException(
        "Cannot read resource '%s' to its end: the run was interrupted".formatted(resource.name()));
  }
}
