package dev.harbor.testkit;

import dev.harbor.destination.Destination;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableRows;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The destination on maps with one promise broken. */
record BrokenDestination(
    InMemoryDestination memory, Breakage breakage, Map<String, Checkpoint> newestPerPipeline)
    implements Destination {

  /** What is broken. */
  enum Breakage {
    NOTHING,
    COMMITS_TABLE_BY_TABLE,
    EMPTIES_BEFORE_IT_REPLACES,
    DOES_NOT_KNOW_ITS_LOADS,
    TAKES_ANY_BASE,
    KEEPS_OLD_LOAD_IDS,
    KEEPS_ONE_CHECKPOINT_PER_PIPELINE,
    LETS_THE_FIRST_DUPLICATE_WIN,
    LEAVES_ORPHANS,
    LEAVES_READERS_OPEN,
    CUTS_MICROSECONDS,
    GUESSES_INSTEAD_OF_REFUSING,
    CONFUSES_COLUMNS
  }

  BrokenDestination(InMemoryDestination memory, Breakage breakage) {
    this(memory, breakage, new ConcurrentHashMap<>());
  }

  @Override
  public String name() {
    return memory.name();
  }

  @Override
  public DestinationCapabilities capabilities() {
    return breakage == Breakage.GUESSES_INSTEAD_OF_REFUSING
        ? DestinationCapabilities.defaults()
        : withoutQuarantine(memory.capabilities());
  }

  /** Nobody could read it: this is no reader. */
  private static DestinationCapabilities withoutQuarantine(DestinationCapabilities can) {
    return new DestinationCapabilities(
        can.maxIdentifierLength(),
        can.writeDispositions(),
        can.mergeStrategies(),
        can.dataTypes(),
        can.reservedColumns(),
        false);
  }

  @Override
  public Optional<Checkpoint> checkpoint(CheckpointKey key) {
    return breakage == Breakage.KEEPS_ONE_CHECKPOINT_PER_PIPELINE
        ? Optional.ofNullable(newestPerPipeline.get(key.dataset() + "/" + key.pipeline()))
        : memory.checkpoint(key);
  }

  @Override
  public LoadReceipt load(LoadPackage load) {
    if (breakage == Breakage.COMMITS_TABLE_BY_TABLE && !merges(load)) {
      for (int i = 0; i + 1 < load.tables().size(); i++) {
        memory.load(new Part(load, i, i + 1, false));
      }
      return memory.load(new Part(load, load.tables().size() - 1, load.tables().size(), true));
    }
    if (breakage == Breakage.EMPTIES_BEFORE_IT_REPLACES && !merges(load)) {
      memory.load(new Part(load, 0, load.tables().size(), false).withoutRows());
    }
    LoadReceipt receipt = memory.load(new Bent(load, breakage));
    CheckpointKey key = load.key();
    newestPerPipeline.put(key.dataset() + "/" + key.pipeline(), load.checkpoint());
    return receipt;
  }

  private static boolean merges(LoadPackage load) {
    return load.tables().stream()
        .anyMatch(table -> table.schema().writeDisposition() == WriteDisposition.MERGE);
  }

  /** Some tables of a package; committed as if another lane did, unless they are the last ones. */
  private static final class Part extends RewrittenPackage {
    private final int from;
    private final int to;
    private final boolean isLast;
    private boolean empty;

    Part(LoadPackage original, int from, int to, boolean isLast) {
      super(original);
      this.from = Math.max(from, 0);
      this.to = to;
      this.isLast = isLast;
    }

    Part withoutRows() {
      empty = true;
      return this;
    }

    @Override
    public SchemaDiff schemaDiff() {
      return isLast ? original.schemaDiff() : SchemaDiff.none();
    }

    @Override
    public List<TableRows> tables() {
      return super.tables().subList(from, to);
    }

    @Override
    public boolean isNewTo(Optional<Checkpoint> current) {
      return !isLast || original.isNewTo(current);
    }

    @Override
    public Checkpoint checkpoint() {
      Checkpoint checkpoint = original.checkpoint();
      CheckpointKey key = checkpoint.key();
      return isLast
          ? checkpoint
          : new Checkpoint(
              new CheckpointKey(key.dataset(), key.pipeline(), key.source(), "hidden"),
              checkpoint.loadId(),
              checkpoint.committedAt(),
              checkpoint.tables(),
              checkpoint.state());
    }

    @Override
    TableRows rewritten(TableRows table) {
      return empty ? new NoRows(table) : table;
    }
  }

  /** A table without its rows. */
  private static final class NoRows extends RewrittenPackage.RewrittenRows {
    NoRows(TableRows original) {
      super(original);
    }

    @Override
    public long rowCount() {
      return 0;
    }

    @Override
    public RowReader openRows() {
      return new RowReader() {
        @Override
        public boolean hasNext() {
          return false;
        }

        @Override
        public Row next() {
          throw new IllegalStateException();
        }

        @Override
        public void close() {}
      };
    }
  }

  /** A package that makes the destination behind it break a promise. */
  private static final class Bent extends RewrittenPackage {
    private final Breakage breakage;

    Bent(LoadPackage original, Breakage breakage) {
      super(original);
      this.breakage = breakage;
    }

    @Override
    public boolean isNewTo(Optional<Checkpoint> current) {
      return switch (breakage) {
        case DOES_NOT_KNOW_ITS_LOADS ->
            current.map(Checkpoint::loadId).equals(Optional.of(id())) || original.isNewTo(current);
        case TAKES_ANY_BASE -> !current.map(Checkpoint::loadId).equals(Optional.of(id()));
        default -> original.isNewTo(current);
      };
    }

    @Override
    public LoadId numberAfter(Optional<LoadId> newest) {
      return breakage == Breakage.KEEPS_OLD_LOAD_IDS ? id() : original.numberAfter(newest);
    }

    @Override
    public Checkpoint checkpoint() {
      Checkpoint whole = original.checkpoint();
      if (breakage != Breakage.LEAVES_ORPHANS) {
        return whole;
      }
      List<String> staged = tables().stream().map(table -> table.schema().name()).toList();
      List<TableSchema> tables =
          whole.tables().stream().filter(table -> staged.contains(table.name())).toList();
      return new Checkpoint(
          whole.key(), whole.loadId(), whole.committedAt(), tables, whole.state());
    }

    @Override
    TableRows rewritten(TableRows table) {
      return new RewrittenRows(table) {
        @Override
        Row rewritten(Row row) {
          @Nullable Object[] values = new Object[row.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = bent(row.value(i));
          }
          if (breakage == Breakage.CONFUSES_COLUMNS) {
            confuse(values);
          }
          boolean negated = breakage == Breakage.LETS_THE_FIRST_DUPLICATE_WIN;
          return new Row(negated ? -row.item() : row.item(), values);
        }

        @Override
        void closing(RowReader reader) {
          if (breakage != Breakage.LEAVES_READERS_OPEN) {
            reader.close();
          }
        }

        private void confuse(@Nullable Object[] values) {
          int title = schema().indexOf("title");
          int body = schema().indexOf("body");
          if (title >= 0 && body >= 0 && body < title) {
            Object kept = values[title];
            values[title] = values[body];
            values[body] = kept;
          }
        }
      };
    }

    private @Nullable Object bent(@Nullable Object value) {
      return breakage == Breakage.CUTS_MICROSECONDS && value instanceof Instant instant
          ? instant.truncatedTo(ChronoUnit.MILLIS)
          : value;
    }
  }
}
