package dev.harbor.internal.spool;

import dev.harbor.destination.ByteSink;
import dev.harbor.destination.NativeRows;
import dev.harbor.destination.RowEncoder;
import dev.harbor.error.SchemaContractException;
import dev.harbor.internal.infer.ColumnShape;
import dev.harbor.internal.infer.TableShape;
import dev.harbor.internal.normalize.ItemArena;
import dev.harbor.internal.normalize.Kind;
import dev.harbor.internal.normalize.RowDraft;
import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table in one segment: runs of blocks, one run per layout. Confined to one thread.
 */
final class TableSpool {
  private static final int BLOCK_BYTES = 256 * 1024;

  private final TableShape table;
  private final NativeRows.@Nullable Encoders encoders;
  private final MemoryBudget budget;
  private final List<Run> runs = new ArrayList<>();
  private final ByteSink sink = new ByteSink(16 * 1024);
  private @Nullable SpoolFile file;
  private @Nullable TableSchema layout;
  private RowEncoder encoder = new RowForm();
  private int[] stamps = new int[64];
  private int stampCount;
  private int rowsInBlock;
  private long rowCount;
  private long byteCount;

  TableSpool(TableShape table, NativeRows.@Nullable Encoders encoders, MemoryBudget budget) {
    this.table = table;
    this.encoders = encoders;
    this.budget = budget;
  }

  /** Blocks whose rows have one layout. */
  record Run(TableSchema schema, boolean isNative, List<SpooledBlock> blocks) {}

  TableShape table() {
    return table;
  }

  long rowCount() {
    return rowCount;
  }

  long byteCount() {
    return byteCount + sink.position();
  }

  List<Run> runs() {
    return runs;
  }

  @Nullable SpoolFile file() {
    return file;
  }

  // A shape gives the same schema object until it changes.
  @SuppressWarnings("ReferenceEquality")
  void write(RowDraft row, long item, ItemArena arena) {
    TableSchema current = table.schema();
    if (current != layout) {
      begin(current);
    }
    int start = sink.position();
    int stamped = stampCount;
    List<ColumnShape> columns = table.typed();
    encoder.begin(sink, item);
    for (int i = 0; i < columns.size(); i++) {
      ColumnShape column = columns.get(i);
      try {
        put(row, column.slot(), arena);
      } catch (IllegalArgumentException e) {
        sink.truncate(start);
        stampCount = stamped;
        throw new SchemaContractException(
            "Cannot load a row of table '%s': column '%s' cannot hold the value of item %d: %s"
                .formatted(table.name(), column.name(), item, e.getMessage()),
            e);
      }
    }
    encoder.end();
    rowsInBlock++;
    rowCount++;
    if (sink.position() >= BLOCK_BYTES) {
      flush();
    }
  }

  private void begin(TableSchema schema) {
    flush();
    layout = schema;
    List<Column> columns = schema.columns();
    Optional<RowEncoder> own =
        encoders == null ? Optional.empty() : encoders.encoder(schema, columns);
    encoder = own.orElseGet(RowForm::new);
    runs.add(new Run(schema, own.isPresent(), new ArrayList<>()));
  }

  private void put(RowDraft row, int slot, ItemArena arena) {
    byte kind = row.kind(slot);
    if (kind <= Kind.NULL) {
      encoder.putNull();
      return;
    }
    long bits = row.bits(slot);
    switch (kind) {
      case Kind.BOOL -> encoder.putBool(bits != 0);
      case Kind.INTEGER -> encoder.putBigint(bits);
      case Kind.DOUBLE -> encoder.putDouble(Double.longBitsToDouble(bits));
      case Kind.TEXT ->
          encoder.putText(arena.chars(), ItemArena.offset(bits), ItemArena.length(bits));
      case Kind.JSON ->
          encoder.putJson(arena.chars(), ItemArena.offset(bits), ItemArena.length(bits));
      case Kind.TIMESTAMP -> encoder.putTimestamp(bits);
      case Kind.DATE -> encoder.putDate(bits);
      case Kind.TIME -> encoder.putTime(bits);
      case Kind.LOAD_ID -> stamp(encoder.putLoadId());
      default -> putObject(kind, row.object(slot));
    }
  }

  private void putObject(byte kind, @Nullable Object value) {
    switch (kind) {
      case Kind.DECIMAL -> encoder.putDecimal((BigDecimal) requireObject(value));
      case Kind.BINARY -> encoder.putBinary((byte[]) requireObject(value));
      default -> throw new IllegalStateException("Cannot encode a slot of kind " + kind);
    }
  }

  private static Object requireObject(@Nullable Object value) {
    return java.util.Objects.requireNonNull(value, "value");
  }

  private void stamp(int place) {
    if (place < 0) {
      return;
    }
    if (stampCount == stamps.length) {
      stamps = Arrays.copyOf(stamps, stamps.length * 2);
    }
    stamps[stampCount++] = place;
  }

  /** Closes the block that is being filled. */
  void flush() {
    if (rowsInBlock == 0) {
      return;
    }
    int length = sink.position();
    int[] places = Arrays.copyOf(stamps, stampCount);
    SpooledBlock block;
    if (budget.take(length)) {
      block = SpooledBlock.inMemory(Arrays.copyOf(sink.array(), length), places, rowsInBlock);
    } else {
      block = spill(length, places);
    }
    runs.get(runs.size() - 1).blocks().add(block);
    byteCount += length;
    sink.truncate(0);
    stampCount = 0;
    rowsInBlock = 0;
  }

  private SpooledBlock spill(int length, int[] places) {
    try {
      SpoolFile target = file;
      if (target == null) {
        target = SpoolFile.create();
        file = target;
      }
      return SpooledBlock.inFile(target, sink.array(), length, places, rowsInBlock);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot keep rows of table '%s' in a temporary file: %s. Make room in java.io.tmpdir, or cut the run into segments with SegmentLimits"
              .formatted(table.name(), e.getMessage()),
          e);
    }
  }

  void close() throws IOException {
    SpoolFile open = file;
    if (open != null) {
      open.close();
    }
  }
}
