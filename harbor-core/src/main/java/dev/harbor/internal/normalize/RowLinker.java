package dev.harbor.internal.normalize;

import dev.harbor.contract.ContractViolation;
import dev.harbor.error.SchemaContractException;
import dev.harbor.internal.infer.ColumnShape;
import dev.harbor.internal.infer.ContractGate;
import dev.harbor.internal.infer.LaneShapes;
import dev.harbor.internal.infer.RowTyper;
import dev.harbor.internal.infer.SystemColumns;
import dev.harbor.internal.infer.TableShape;
import dev.harbor.internal.json.CanonicalJson;
import dev.harbor.internal.json.JsonNumber;
import dev.harbor.internal.spool.RowSpool;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.source.Resource;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of an item their ids and links, has them typed, and hands them to the spool,
 * parents first. Confined to one thread.
 */
public final class RowLinker {
  private final ItemArena arena;
  private final RowTyper typer;
  private final ContractGate gate;
  private final RowIds ids = new RowIds();
  private final TableShape root;
  private final List<ColumnShape> key = new ArrayList<>();
  private final List<ColumnShape> required = new ArrayList<>();
  private final List<RowDraft> above = new ArrayList<>();
  private final boolean hashesKey;
  private final List<Propagated> propagated = new ArrayList<>();
  private final boolean propagatesRootId;
  private @Nullable String version;

  /** A column of the root row that nested rows repeat. */
  private record Propagated(ColumnShape from, String to) {}

  /** A linker of the items of one resource. */
  public RowLinker(TableShape root, ItemArena arena, LaneShapes shapes, Resource resource) {
    this.root = root;
    this.arena = arena;
    this.gate = new ContractGate(shapes.refusals());
    this.typer = new RowTyper(arena, shapes.identifiers(), shapes.inference(), gate);
    gate.use((row, column) -> ItemPaths.of(above, row, column));
    Identifiers names = shapes.identifiers();
    resource.primaryKey().forEach(field -> key.add(root.column(names.column(field))));
    resource
        .nesting()
        .propagated()
        .forEach(
            (field, to) ->
                propagated.add(new Propagated(root.column(names.column(field)), names.column(to))));
    for (int slot = 0; slot < root.slotCount(); slot++) {
      ColumnShape column = root.slot(slot);
      boolean needsValue = !column.isNullable() && !SystemColumns.isSystem(column.name());
      if ((isKey(column) || needsValue) && !key.contains(column)) {
        required.add(column);
      }
    }
    this.hashesKey =
        root.strategy() == MergeStrategy.UPSERT || root.strategy() == MergeStrategy.INSERT_ONLY;
    this.propagatesRootId = resource.nesting().rootKey().orElse(LaneShapes.propagatesRootId(root));
  }

  /** Whether the row id of the next item follows from the whole of it. */
  public boolean namesVersions() {
    return root.strategy() == MergeStrategy.SCD2 && LaneShapes.hasOwnVersions(root.mergeOptions());
  }

  /** Names the next item by all that it holds, but for names that are dlt's own. */
  public void nameVersion(@Nullable Object item) {
    Map<Object, @Nullable Object> content = new LinkedHashMap<>();
    if (item instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (!String.valueOf(name).startsWith("_dlt")) {
              content.put(name, value);
            }
          });
    } else {
      content.put(SystemColumns.VALUE, item);
    }
    version = ids.ofText(CanonicalJson.sorted(content));
  }

  /**
   * Writes the rows of an item that the contract lets in: all are fitted before any is written.
   *
   * @param item draft of the root row with everything below it
   * @param ordinal of the item within the package
   */
  public void write(RowDraft item, long ordinal, RowSpool spool) {
    gate.nextItem();
    above.clear();
    prepare(item);
    ContractViolation violation = gate.kept();
    if (violation != null) {
      spool.quarantine(ItemJson.quarantined(item, violation, arena));
    } else if (!item.isDropped()) {
      spool.write(item, ordinal, arena);
      writeLists(item, ordinal, spool);
    }
  }

  private void prepare(RowDraft item) {
    if (!gate.admitsTable(item) || !hasKey(item)) {
      return;
    }
    String id = ownId(item);
    if (id == null && version != null) {
      id = version;
    } else if (id == null) {
      id = hashesKey ? ids.ofText(CanonicalJson.sorted(keyValues(item))) : ids.random();
    }
    version = null;
    item.id(id);
    typer.fit(item);
    if (!item.isDropped()) {
      put(item, SystemColumns.LOAD_ID, Kind.LOAD_ID, 0);
      putId(item, SystemColumns.ID, id, root);
      prepareLists(item, id);
    }
  }

  private void prepareLists(RowDraft parent, String rootId) {
    if (parent.lists().isEmpty()) {
      return;
    }
    above.add(parent);
    for (ListGroup list : Flattener.ordered(parent)) {
      for (RowDraft row : list.rows()) {
        if (gate.admitsTable(row)) {
          link(row, parent, rootId);
        }
        if (!row.isDropped()) {
          prepareLists(row, rootId);
        } else if (gate.kept() != null) {
          return;
        }
      }
    }
    above.remove(above.size() - 1);
  }

  private void writeLists(RowDraft parent, long ordinal, RowSpool spool) {
    for (ListGroup list : parent.lists()) {
      for (RowDraft row : list.rows()) {
        if (!row.isDropped()) {
          spool.write(row, ordinal, arena);
          writeLists(row, ordinal, spool);
        }
      }
    }
  }

  private void repeat(Propagated column, RowDraft row) {
    RowDraft item = above.get(0);
    int from = column.from().slot();
    int to = row.table().column(column.to()).slot();
    if (item.kind(from) != Kind.ABSENT && row.kind(to) == Kind.ABSENT) {
      row.repeat(item, from, to);
    }
  }

  private void link(RowDraft row, RowDraft parent, String rootId) {
    int index = row.listIndex();
    String own = ownId(row);
    String id = own == null ? ids.nested(parent.id(), row.table().name(), index) : own;
    row.id(id);
    for (Propagated column : propagated) {
      repeat(column, row);
    }
    typer.fit(row);
    if (row.isDropped()) {
      return;
    }
    if (propagatesRootId || hasRootId(row.table())) {
      putId(row, SystemColumns.ROOT_ID, rootId, root);
    }
    putId(row, SystemColumns.PARENT_ID, parent.id(), parent.table());
    put(row, SystemColumns.LIST_INDEX, Kind.INTEGER, index);
    putId(row, SystemColumns.ID, id, row.table());
  }

  /** A table that was merged once has the column for good, and rows without it are refused. */
  private static boolean hasRootId(TableShape table) {
    ColumnShape column = table.find(SystemColumns.ROOT_ID);
    return column != null && column.type() != null && column.hints().rootKey();
  }

  private boolean hasKey(RowDraft item) {
    for (ColumnShape column : key) {
      if (!isPresent(item, column)) {
        return false;
      }
    }
    for (ColumnShape column : required) {
      if (!isPresent(item, column)) {
        return false;
      }
    }
    return true;
  }

  private boolean isPresent(RowDraft item, ColumnShape column) {
    if (item.kind(column.slot()) == Kind.ABSENT) {
      gate.refuseRow(
          item,
          column,
          "no value",
          new SchemaContractException(
              "Cannot load an item of table '%s': it has no '%s', but %s. Fill it in the resource, drop such items with a filter, or %s"
                  .formatted(
                      root.name(),
                      column.name(),
                      isKey(column)
                          ? "that is part of the %s key"
                              .formatted(column.hints().primaryKey() ? "primary" : "merge")
                          : "the table allows no null there",
                      isKey(column)
                          ? "choose another key"
                          : "declare the column without required()")));
      return false;
    }
    return true;
  }

  private static boolean isKey(ColumnShape column) {
    return column.hints().mergeKey() || column.hints().primaryKey();
  }

  private @Nullable String ownId(RowDraft row) {
    ColumnShape column = row.table().find(SystemColumns.ID);
    if (column == null) {
      return null;
    }
    byte kind = row.kind(column.slot());
    if (kind == Kind.TEXT) {
      String text = arena.text(row.bits(column.slot()));
      return text.isEmpty() ? null : text;
    }
    return kind == Kind.INTEGER ? Long.toString(row.bits(column.slot())) : null;
  }

  /** Values of the primary key as the item has them, before coercion. */
  private Map<String, @Nullable Object> keyValues(RowDraft item) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (ColumnShape column : key) {
      values.put(column.name(), value(item, column.slot()));
    }
    return values;
  }

  private @Nullable Object value(RowDraft item, int slot) {
    long bits = item.bits(slot);
    return switch (item.kind(slot)) {
      case Kind.BOOL -> bits != 0;
      case Kind.INTEGER -> bits;
      case Kind.WIDE_INTEGER -> new BigInteger(arena.text(bits));
      case Kind.NUMBER -> new JsonNumber(arena.text(bits));
      case Kind.TEXT, Kind.JSON -> arena.text(bits);
      case Kind.DOUBLE -> Double.longBitsToDouble(bits);
      case Kind.TIMESTAMP -> Carriers.instant(bits);
      case Kind.DATE -> LocalDate.ofEpochDay(bits);
      case Kind.TIME -> LocalTime.ofNanoOfDay(bits * 1_000);
      case Kind.DECIMAL, Kind.BINARY -> item.object(slot);
      default -> null;
    };
  }

  /** Ids that items bring may be numbers, and links to them are then too. */
  private void putId(RowDraft row, String column, String value, TableShape of) {
    ColumnShape id = of.find(SystemColumns.ID);
    if (id != null && id.type() == DataType.BIGINT) {
      put(row, column, Kind.INTEGER, Long.parseLong(value));
      return;
    }
    int start = arena.position();
    arena.append(value);
    put(row, column, Kind.TEXT, ItemArena.span(start, value.length()));
  }

  private static void put(RowDraft row, String name, byte kind, long bits) {
    ColumnShape column = row.table().column(name);
    if (column.type() == null) {
      DataType type = kind == Kind.INTEGER ? DataType.BIGINT : DataType.TEXT;
      row.table().type(column, new Column(name, type, false, null, null, null, column.hints()));
    }
    row.put(column.slot(), kind, bits);
  }
}
