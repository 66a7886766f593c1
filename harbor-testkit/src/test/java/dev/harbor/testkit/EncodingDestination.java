package dev.harbor.testkit;

import dev.harbor.destination.Block;
import dev.harbor.destination.BlockReader;
import dev.harbor.destination.DatasetReader;
import dev.harbor.destination.Destination;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.NativeRows;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableRows;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The destination on maps with a wire form of its own, so that the kit's native rows are tried. */
record EncodingDestination(InMemoryDestination memory, Reading reading)
    implements Destination, NativeRows, DatasetReader {

  /** How native rows are read. */
  enum Reading {
    /** Table by table. */
    TABLES,
    /** All tables at once, as they were filled. */
    BLOCKS,
    /** Table by table, but wrongly: blocks are kept, and looked into at the end. */
    KEPT_BLOCKS
  }

  @Override
  public String name() {
    return memory.name();
  }

  @Override
  public DestinationCapabilities capabilities() {
    return memory.capabilities();
  }

  @Override
  public Optional<Checkpoint> checkpoint(CheckpointKey key) {
    return memory.checkpoint(key);
  }

  @Override
  public Encoders encoders(CheckpointKey key) {
    return (table, layout) -> Optional.of(new TaggedEncoder());
  }

  @Override
  public LoadReceipt load(LoadPackage load) {
    return memory.load(new Decoded(load, reading));
  }

  @Override
  public List<TableSchema> tables(String dataset, Collection<LoadId> loadIds) {
    return memory.tables(dataset, loadIds);
  }

  @Override
  public RowReader openRows(String dataset, List<TableSchema> lineage, Collection<LoadId> loadIds) {
    return memory.openRows(dataset, lineage, loadIds);
  }

  @Override
  public void readQuarantine(String dataset, String pipeline, Consumer<Kept> consumer) {
    memory.readQuarantine(dataset, pipeline, consumer);
  }

  private static final class Decoded extends RewrittenPackage {
    private final Reading reading;
    private @Nullable Map<String, List<Row>> streamed;

    Decoded(LoadPackage original, Reading reading) {
      super(original);
      this.reading = reading;
    }

    @Override
    TableRows rewritten(TableRows table) {
      if (!table.isNative()) {
        return table;
      }
      return new RewrittenRows(table) {
        @Override
        public RowReader openRows() {
          return switch (reading) {
            case TABLES -> new DecodedRows(original.openBlocks());
            case BLOCKS -> listed(streamed().getOrDefault(schema().name(), List.of()));
            case KEPT_BLOCKS -> listed(kept(original));
          };
        }
      };
    }

    private Map<String, List<Row>> streamed() {
      if (streamed == null) {
        Map<String, List<Row>> rows = new HashMap<>();
        try (BlockReader blocks = original.blocks()) {
          for (Block block = blocks.next(); block != null; block = blocks.next()) {
            rows.computeIfAbsent(block.table().name(), name -> new ArrayList<>())
                .addAll(TaggedEncoder.decode(block));
          }
        }
        streamed = rows;
      }
      return streamed;
    }

    private static List<Row> kept(TableRows table) {
      List<Block> kept = new ArrayList<>();
      try (BlockReader blocks = table.openBlocks()) {
        for (Block block = blocks.next(); block != null; block = blocks.next()) {
          kept.add(block);
        }
      }
      return kept.stream().flatMap(block -> TaggedEncoder.decode(block).stream()).toList();
    }

    private static RowReader listed(List<Row> rows) {
      Iterator<Row> iterator = rows.iterator();
      return new RowReader() {
        @Override
        public boolean hasNext() {
          return iterator.hasNext();
        }

        @Override
        public Row next() {
          return iterator.next();
        }

        @Override
        public void close() {}
      };
    }
  }

  private static final class DecodedRows implements RowReader {
    private final BlockReader blocks;
    private Iterator<Row> rows = List.<Row>of().iterator();

    DecodedRows(BlockReader blocks) {
      this.blocks = blocks;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext()) {
        Block block = blocks.next();
        if (block == null) {
          return false;
        }
        rows = TaggedEncoder.decode(block).iterator();
      }
      return true;
    }

    @Override
    public Row next() {
      return rows.next();
    }

    @Override
    public void close() {
      blocks.close();
    }
  }
}
