package dev.harbor.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.harbor.destination.Block;
import dev.harbor.destination.BlockReader;
import dev.harbor.destination.ByteSink;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableRows;
import dev.harbor.schema.Column;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import dev.harbor.state.ResourceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A package made by hand. Rows are given in the order of the columns; {@link #LOAD} is the load id.
 */
final class TestPackage implements LoadPackage {
  /** Stands for the id of the load, which is not known before it is numbered. */
  static final Object LOAD = new Object();

  private static final AtomicLong MICROS = new AtomicLong(1_700_000_000_000_000L);

  private final CheckpointKey key;
  private final Optional<Checkpoint> base;
  private final Map<String, TableRows> replaced = new LinkedHashMap<>();
  private final Map<String, Rows> tables = new LinkedHashMap<>();
  private final List<String> emptied = new ArrayList<>();
  private final List<TableSchema> known = new ArrayList<>();
  private ResourceState state = ResourceState.empty();
  private LoadId id;
  private boolean isNative = true;

  TestPackage(CheckpointKey key, Optional<Checkpoint> base) {
    this.key = key;
    this.base = base;
    this.id = LoadId.at(Instant.EPOCH.plusNanos(MICROS.addAndGet(1_000_000) * 1_000));
    base.ifPresent(checkpoint -> known.addAll(checkpoint.tables()));
  }

  /** The first package of a lane. */
  static TestPackage first(CheckpointKey key) {
    return new TestPackage(key, Optional.empty());
  }

  /** Adds rows, one item each, numbered from 0 in the order of the calls. */
  TestPackage rows(TableSchema schema, @Nullable Object[]... rows) {
    for (@Nullable Object[] row : rows) {
      row(table(schema).rows.size(), schema, row);
    }
    table(schema);
    return this;
  }

  /** Adds a row of an item. */
  TestPackage row(long item, TableSchema schema, @Nullable Object... values) {
    table(schema).rows.add(new Row(item, values));
    return this;
  }

  /** Gives the blocks of a table two layouts: the first rows lack the last columns. */
  TestPackage narrowFirst(String table, int rows, int columns) {
    Rows narrow = java.util.Objects.requireNonNull(tables.get(table));
    narrow.narrowRows = rows;
    narrow.narrowColumns = columns;
    return this;
  }

  TestPackage emptied(String... names) {
    emptied.addAll(List.of(names));
    return this;
  }

  /** Gives the rows of a table in another way. */
  TestPackage with(TableRows rows) {
    replaced.put(rows.schema().name(), rows);
    return this;
  }

  /** A table of the lane that the package has no rows of. */
  TestPackage knows(TableSchema schema) {
    known.removeIf(table -> table.name().equals(schema.name()));
    known.add(schema);
    return this;
  }

  TestPackage state(String name, Object value) {
    state = state.with(name, value);
    return this;
  }

  TestPackage withId(LoadId other) {
    id = other;
    return this;
  }

  /** Gives rows in Harbor's own form. */
  TestPackage inHarborsForm() {
    isNative = false;
    return this;
  }

  private Rows table(TableSchema schema) {
    knows(schema);
    return tables.computeIfAbsent(schema.name(), name -> new Rows(schema));
  }

  @Override
  public LoadId id() {
    return id;
  }

  @Override
  public LoadId numberAfter(Optional<LoadId> newest) {
    newest.ifPresent(other -> id = id.after(other));
    return id;
  }

  @Override
  public CheckpointKey key() {
    return key;
  }

  @Override
  public Optional<Checkpoint> base() {
    return base;
  }

  @Override
  public SchemaDiff schemaDiff() {
    return new SchemaDiff(List.of(), List.of(), emptied, List.of());
  }

  @Override
  public List<TableRows> tables() {
    List<TableRows> all = new ArrayList<>();
    tables.forEach((name, rows) -> all.add(replaced.getOrDefault(name, rows)));
    return all;
  }

  @Override
  public BlockReader blocks() {
    throw new UnsupportedOperationException("a sealed package");
  }

  @Override
  public Checkpoint checkpoint() {
    return new Checkpoint(key, id, Instant.parse("2024-01-01T00:00:00Z"), known, state);
  }

  private final class Rows implements TableRows {
    private final TableSchema schema;
    private final List<Row> rows = new ArrayList<>();
    private int narrowRows;
    private int narrowColumns;

    private Rows(TableSchema schema) {
      this.schema = schema;
    }

    @Override
    public TableSchema schema() {
      return schema;
    }

    @Override
    public long rowCount() {
      return rows.size();
    }

    @Override
    public boolean isNative() {
      return isNative;
    }

    @Override
    public RowReader openRows() {
      Iterator<Row> source = rows.iterator();
      return new RowReader() {
        @Override
        public boolean hasNext() {
          return source.hasNext();
        }

        @Override
        public Row next() {
          Row row = source.next();
          @Nullable Object[] values = new @Nullable Object[row.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = row.value(i) == LOAD ? id.text() : row.value(i);
          }
          return new Row(row.item(), values);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public BlockReader openBlocks() {
      List<Block> blocks = new ArrayList<>();
      if (narrowRows > 0) {
        List<Column> narrow = List.copyOf(schema.columns().subList(0, narrowColumns));
        blocks.add(encode(rows.subList(0, narrowRows), narrow));
      }
      List<Column> full = schema.columns();
      for (int i = narrowRows; i < rows.size(); i += 2) {
        blocks.add(encode(rows.subList(i, Math.min(rows.size(), i + 2)), full));
      }
      return reader(blocks);
    }

    private Block encode(List<Row> some, List<Column> layout) {
      ByteSink sink = new ByteSink(64);
      CopyEncoder encoder = new CopyEncoder(schema.writeDisposition(), layout);
      List<Integer> stamps = new ArrayList<>();
      for (Row row : some) {
        encoder.begin(sink, row.item());
        for (int i = 0; i < layout.size(); i++) {
          if (row.value(i) == LOAD) {
            stamps.add(encoder.putLoadId());
          } else {
            EncodedRows.put(encoder, layout.get(i), row.value(i));
          }
        }
        encoder.end();
      }
      byte[] bytes = Arrays.copyOf(sink.array(), sink.position());
      for (int place : stamps) {
        System.arraycopy(id.text().getBytes(US_ASCII), 0, bytes, place, LoadId.LENGTH);
      }
      return new Block(schema, layout, bytes, bytes.length, some.size());
    }
  }

  private static BlockReader reader(List<Block> blocks) {
    Iterator<Block> source = blocks.iterator();
    return new BlockReader() {
      @Override
      public @Nullable Block next() {
        return source.hasNext() ? source.next() : null;
      }

      @Override
      public void close() {}
    };
  }
}
