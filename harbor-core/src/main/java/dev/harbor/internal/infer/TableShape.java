package dev.harbor.internal.infer;

import dev.harbor.contract.ContractMode;
import dev.harbor.contract.SchemaContract;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeOptions;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table while a lane runs. Grows columns; never loses one. Confined to the lane's thread. */
public final class TableShape {
  private final String name;
  private List<String> path;
  private final @Nullable TableShape parent;
  private final String resource;
  private final WriteDisposition disposition;
  private final @Nullable MergeStrategy strategy;
  private final @Nullable Integer maxNesting;
  private final MergeOptions mergeOptions;
  private final @Nullable SchemaContract ownContract;
  private final SchemaContract contract;
  private final boolean isNew;
  private final List<ColumnShape> slots = new ArrayList<>();
  private final Map<String, ColumnShape> byName = new HashMap<>();
  private final List<ColumnShape> typed = new ArrayList<>();
  private @Nullable TableSchema schema;
  private int claims;

  TableShape(TableSchema stored, List<String> path, @Nullable TableShape parent) {
    this.name = stored.name();
    this.path = List.copyOf(path);
    this.parent = parent;
    this.resource = stored.resource();
    this.disposition = stored.writeDisposition();
    this.strategy = stored.mergeStrategy();
    this.maxNesting = stored.maxNesting();
    this.mergeOptions = stored.mergeOptions();
    this.ownContract = stored.contract();
    this.contract =
        ownContract != null
            ? ownContract
            : parent == null ? SchemaContract.evolve() : parent.contract;
    this.isNew = stored.column(SystemColumns.ID).isEmpty() && stored.rowKey().isEmpty();
    for (Column column : stored.columns()) {
      ColumnShape shape = column(column.name());
      shape.become(column);
      typed.add(shape);
    }
    stored.untyped().forEach((column, hints) -> column(column).declare(hints, !hints.primaryKey()));
  }

  /** Normalised name. */
  public String name() {
    return name;
  }

  /** Normalised parts that the name is made of. */
  public List<String> path() {
    return path;
  }

  void standAt(List<String> parts) {
    this.path = List.copyOf(parts);
  }

  /** The table this one is nested in; null for a root table. */
  public @Nullable TableShape parent() {
    return parent;
  }

  /** Notes that one more key leads here. */
  public void claim() {
    claims++;
  }

  /** Whether several keys lead here, so that two lists of one item may meet. */
  public boolean isShared() {
    return claims > 1;
  }

  /** How rows meet the table. */
  public WriteDisposition disposition() {
    return disposition;
  }

  /** How a merge treats existing records; null unless the disposition is {@code MERGE}. */
  public @Nullable MergeStrategy strategy() {
    return strategy;
  }

  /** What a merge follows beside its strategy. */
  public MergeOptions mergeOptions() {
    return mergeOptions;
  }

  /** Levels of nested tables; null means no limit. */
  public @Nullable Integer maxNesting() {
    return maxNesting;
  }

  /** What may change. */
  SchemaContract contract() {
    return contract;
  }

  /** Whether the table had no rows before the run. */
  boolean isNew() {
    return isNew;
  }

  /** Whether rows may go to the table at all: it is there, or may be made. */
  boolean isAdmitted() {
    return !isNew || contract.tables() == ContractMode.EVOLVE;
  }

  /** Number of slots that a row draft needs. */
  public int slotCount() {
    return slots.size();
  }

  /** The column of a slot. */
  public ColumnShape slot(int index) {
    return slots.get(index);
  }

  /** The column with a normalised name; it gets a slot if it is new. */
  public ColumnShape column(String columnName) {
    ColumnShape known = byName.get(columnName);
    if (known == null) {
      known = new ColumnShape(columnName, slots.size());
      if (SystemColumns.isSystem(columnName)) {
        boolean version =
            parent == null
                && strategy == MergeStrategy.SCD2
                && LaneShapes.hasOwnVersions(mergeOptions)
                && columnName.equals(SystemColumns.ID);
        known.hint(version ? ColumnHints.none() : LaneShapes.systemHints(columnName), false);
      }
      slots.add(known);
      byName.put(columnName, known);
    }
    return known;
  }

  /** The column with a normalised name, if it has a slot. */
  public @Nullable ColumnShape find(String columnName) {
    return byName.get(columnName);
  }

  /** Declares hints of a column that may not have a type yet. */
  public void declare(String columnName, ColumnHints hints, boolean nullable) {
    column(columnName).declare(hints, nullable);
    schema = null;
  }

  /** Notes what a resource says of a column; the type of a column that has one stays. */
  void declare(ColumnShape column, ColumnDeclaration said) {
    ColumnHints hints = column.hints().and(said.hints());
    boolean keyed = hints.primaryKey() || hints.mergeKey();
    boolean nullable = said.nullable() == null ? column.isNullable() && !keyed : said.nullable();
    DataType type = said.type();
    if (column.type() == null && type != null) {
      type(
          column,
          new Column(
              column.name(),
              type,
              nullable,
              said.precision(),
              said.scale(),
              said.timezone(),
              hints));
    } else {
      declare(column.name(), hints, nullable);
    }
  }

  /** Gives a column its type: it becomes the last of the table. */
  public void type(
      ColumnShape column, DataType type, @Nullable Integer precision, @Nullable Integer scale) {
    column.become(
        new Column(
            column.name(), type, column.isNullable(), precision, scale, null, column.hints()));
    typed.add(column);
    schema = null;
  }

  /** Gives a column its type and hints: it becomes the last of the table. */
  public void type(ColumnShape column, Column definition) {
    column.become(definition);
    typed.add(column);
    schema = null;
  }

  /** Typed columns in the order of the table. */
  public List<ColumnShape> typed() {
    return typed;
  }

  /** The table as it is now; the same object until it changes. */
  public TableSchema schema() {
    TableSchema current = schema;
    if (current == null) {
      List<Column> columns = new ArrayList<>(typed.size());
      for (ColumnShape shape : typed) {
        Column column = shape.column();
        if (column != null) {
          columns.add(column);
        }
      }
      Map<String, ColumnHints> untyped = new LinkedHashMap<>();
      for (ColumnShape shape : slots) {
        if (shape.column() == null && shape.isDeclared()) {
          untyped.put(shape.name(), shape.hints());
        }
      }
      current =
          new TableSchema(
              name,
              resource,
              parent == null ? null : parent.name,
              columns,
              untyped,
              disposition,
              strategy,
              maxNesting,
              mergeOptions,
              ownContract);
      schema = current;
    }
    return current;
  }
}
