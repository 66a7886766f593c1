package dev.harbor.destination.memory;

import dev.harbor.destination.Row;
import dev.harbor.destination.RowCounts;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableReceipt;
import dev.harbor.destination.TableRows;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a dataset as a load leaves them. Copies what it touches, so that dropping the draft
 * undoes the load. Confined to one thread.
 */
final class DatasetDraft {
  private final Map<String, StoredTable> tables;
  private final Set<String> owned = new HashSet<>();

  DatasetDraft(Map<String, StoredTable> committed) {
    this.tables = new LinkedHashMap<>(committed);
  }

  Map<String, StoredTable> tables() {
    return tables;
  }

  /** Drops tables, then adds tables and columns that are not there. */
  void change(SchemaDiff diff) {
    diff.droppedTables()
        .forEach(
            name -> {
              tables.remove(name);
              owned.remove(name);
            });
    diff.addedTables().forEach(this::ensure);
    diff.addedColumns().forEach(change -> owned(change.table()).ensure(change.column()));
  }

  /** Applies the rows of a package and says what became of them. */
  List<TableReceipt> apply(List<TableRows> staged, SchemaDiff diff, Checkpoint checkpoint) {
    Map<String, TableReceipt> receipts = new LinkedHashMap<>();
    for (TableRows table : staged) {
      ensure(table.schema());
      boolean empties = table.schema().writeDisposition() != WriteDisposition.REPLACE;
      if (empties && diff.emptiedTables().contains(table.schema().name())) {
        owned(table.schema().name()).clear();
      }
    }
    for (TableRows table : staged) {
      TableSchema schema = table.schema();
      switch (schema.writeDisposition()) {
        case APPEND -> receipts.put(schema.name(), append(table));
        case REPLACE -> receipts.put(schema.name(), replace(table));
        case MERGE -> {
          if (schema.isRoot()) {
            merge(table, staged, checkpoint)
                .forEach(receipt -> receipts.put(receipt.table(), receipt));
          }
        }
      }
    }
    return inOrder(staged, receipts);
  }

  /** The table, as this draft's own copy. */
  StoredTable owned(String name) {
    StoredTable table = tables.get(name);
    if (table == null || !owned.contains(name)) {
      table = table == null ? new StoredTable(name) : table.copy();
      tables.put(name, table);
      owned.add(name);
    }
    return table;
  }

  boolean has(String name) {
    return tables.containsKey(name);
  }

  private void ensure(TableSchema schema) {
    StoredTable table = owned(schema.name());
    schema.columns().forEach(table::ensure);
  }

  private TableReceipt append(TableRows staged) {
    StoredTable table = owned(staged.schema().name());
    long rows = read(staged, table, (row, values) -> table.add(values));
    return receipt(staged, RowCounts.inserted(rows));
  }

  private TableReceipt replace(TableRows staged) {
    StoredTable table = owned(staged.schema().name());
    long deleted = table.rowCount();
    table.clear();
    long rows = read(staged, table, (row, values) -> table.add(values));
    return new TableReceipt(
        table.name(),
        rows,
        new RowCounts(rows, 0, deleted, 0, 0),
        "%d staged = %d rows in the table".formatted(rows, table.rowCount()));
  }

  private List<TableReceipt> merge(TableRows root, List<TableRows> staged, Checkpoint checkpoint) {
    Set<String> family = new HashSet<>(Set.of(root.schema().name()));
    // A nested table without rows is not in the package, but its old rows follow their root.
    Map<String, TableSchema> nested = new LinkedHashMap<>();
    List<TableSchema> known = new ArrayList<>(checkpoint.tables());
    staged.forEach(table -> known.add(table.schema()));
    for (TableSchema schema : known) {
      if (schema.parentName().filter(family::contains).isPresent()) {
        family.add(schema.name());
        nested.put(schema.name(), schema);
      }
    }

    RootMerge merge = new RootMerge(root.schema(), owned(root.schema().name()));
    read(root, owned(root.schema().name()), merge::stage);
    merge.chooseWinners();
    List<NestedMerge> branches = new ArrayList<>();
    for (TableSchema schema : nested.values()) {
      if (has(schema.name())) {
        StoredTable table = owned(schema.name());
        NestedMerge branch = new NestedMerge(schema, table, merge);
        for (TableRows rows : staged) {
          if (rows.schema().name().equals(schema.name())) {
            read(rows, table, branch::stage);
          }
        }
        branches.add(branch);
      }
    }
    return merge.apply(branches);
  }

  /** Reads staged rows in the order of the stored table; returns how many there were. */
  private static long read(
      TableRows staged, StoredTable table, BiConsumer<Row, @Nullable Object[]> sink) {
    int[] target = table.placesOf(staged.schema());
    long count = 0;
    try (RowReader reader = staged.openRows()) {
      while (reader.hasNext()) {
        if (Thread.currentThread().isInterrupted()) {
          throw new DestinationException(
              "Cannot load table '%s': the thread was interrupted after %d rows"
                  .formatted(table.name(), count));
        }
        Row row = reader.next();
        sink.accept(row, table.arrange(staged.schema(), target, row));
        count++;
      }
    }
    if (count != staged.rowCount()) {
      throw new DestinationException(
          "Cannot load table '%s': the package gave %d rows, but says that it has %d"
              .formatted(table.name(), count, staged.rowCount()));
    }
    return count;
  }

  private static TableReceipt receipt(TableRows staged, RowCounts counts) {
    return new TableReceipt(
        staged.schema().name(),
        staged.rowCount(),
        counts,
        "%d staged = %d inserted".formatted(staged.rowCount(), counts.inserted()));
  }

  /** Tables of the package first, then those that only lost rows. */
  private static List<TableReceipt> inOrder(
      List<TableRows> staged, Map<String, TableReceipt> receipts) {
    Map<String, TableReceipt> rest = new LinkedHashMap<>(receipts);
    List<TableReceipt> ordered = new ArrayList<>();
    for (TableRows table : staged) {
      TableReceipt receipt = rest.remove(table.schema().name());
      if (receipt == null) {
        throw new DestinationException(
            "Cannot load table '%s': its root table is not in the package"
                .formatted(table.schema().name()));
      }
      ordered.add(receipt);
    }
    rest.values().stream().filter(receipt -> receipt.counts().deleted() > 0).forEach(ordered::add);
    return ordered;
  }
}
