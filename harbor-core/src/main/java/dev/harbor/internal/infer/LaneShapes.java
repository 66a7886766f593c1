package dev.harbor.internal.infer;

import dev.harbor.error.SchemaContractException;
import dev.harbor.internal.normalize.Identifiers;
import dev.harbor.schema.Column;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeOptions;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.Scd2;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.schema.SchemaDiff.ColumnChange;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.TypeInference;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.state.Checkpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every table of one lane, parents first. Confined to the lane's thread. */
public final class LaneShapes {
  private final Map<String, TableShape> tables = new LinkedHashMap<>();
  private final Map<String, TableSchema> stored = new LinkedHashMap<>();
  private final Identifiers identifiers;
  private final RefusalTally refusals = new RefusalTally();
  private final TypeInference inference;

  /**
   * The tables of a lane as of its last commit.
   *
   * @param base the last commit; empty before the first load
   * @param identifiers names of the destination
   * @param inference how columns get their types
   */
  public LaneShapes(Optional<Checkpoint> base, Identifiers identifiers, TypeInference inference) {
    this.identifiers = identifiers;
    this.inference = inference;
    base.ifPresent(
        checkpoint -> checkpoint.tables().forEach(table -> stored.put(table.name(), table)));
  }

  /** Names of the destination. */
  public Identifiers identifiers() {
    return identifiers;
  }

  /** What contracts refused. */
  public RefusalTally refusals() {
    return refusals;
  }

  /** How columns get their types. */
  public TypeInference inference() {
    return inference;
  }

  /** The root table of a resource, with the hints that the resource declares. */
  public TableShape root(Resource resource) {
    String name = identifiers.table(resource.table());
    TableSchema known = stored.get(name);
    TableSchema schema =
        new TableSchema(
            name,
            resource.name(),
            null,
            known == null ? List.of() : rootColumns(known, resource),
            known == null ? Map.of() : known.untyped(),
            resource.disposition(),
            resource.strategy().orElse(null),
            resource.maxNesting().isPresent() ? resource.maxNesting().getAsInt() : null,
            resource.mergeOptions().named(identifiers::column),
            resource.contract().orElse(known == null ? null : known.contract()));
    TableShape shape = new TableShape(schema, List.of(name), null);
    tables.put(name, shape);
    declareValidity(shape);
    declare(shape, resource);
    restoreNested();
    return shape;
  }

  /** What a merge goes by is what the resource says now, not what one said earlier. */
  private static List<Column> rootColumns(TableSchema known, Resource resource) {
    boolean versions = resource.strategy().filter(MergeStrategy.SCD2::equals).isPresent();
    List<Column> columns = new ArrayList<>();
    for (Column column : known.columns()) {
      ColumnHints hints = column.hints().withoutMerge();
      if (column.name().equals(SystemColumns.ID)) {
        hints =
            versions && hasOwnVersions(resource.mergeOptions())
                ? hints.withoutRowKey()
                : hints.withRowKey();
      }
      columns.add(column.withHints(hints));
    }
    return columns;
  }

  /** Whether the row id tells versions apart, so that a version that comes back has it again. */
  public static boolean hasOwnVersions(MergeOptions options) {
    Scd2 scd2 = options.scd2();
    return scd2 == null || scd2.rowVersion() == null;
  }

  private static void declareValidity(TableShape shape) {
    if (shape.strategy() != MergeStrategy.SCD2) {
      return;
    }
    Scd2 scd2 = Objects.requireNonNullElse(shape.mergeOptions().scd2(), Scd2.defaults());
    for (String name : List.of(scd2.validFrom(), scd2.validTo())) {
      ColumnShape column = shape.column(name);
      if (column.type() == null) {
        shape.type(column, Column.optional(name, DataType.TIMESTAMP));
      } else if (column.type() != DataType.TIMESTAMP) {
        throw new SchemaContractException(
            "Cannot keep versions in table '%s': its column '%s' is %s, expected TIMESTAMP. Name another one with Scd2.withValidity"
                .formatted(shape.name(), name, column.type()));
      }
    }
  }

  private void declare(TableShape shape, Resource resource) {
    resource
        .columns()
        .forEach((field, said) -> shape.declare(shape.column(identifiers.column(field)), said));
    for (String field : resource.primaryKey()) {
      ColumnShape column = shape.column(identifiers.column(field));
      shape.declare(column.name(), column.hints().withPrimaryKey(), false);
    }
    for (String field : resource.mergeKey()) {
      ColumnShape column = shape.column(identifiers.column(field));
      shape.declare(column.name(), column.hints().withMergeKey(), false);
    }
    resource
        .incremental()
        .filter(cursor -> cursor.path().matches("[^.\\[\\]$]+"))
        .ifPresent(
            cursor -> {
              ColumnShape column = shape.column(identifiers.column(cursor.path()));
              shape.typed().stream()
                  .filter(old -> old != column && old.hints().incremental())
                  .forEach(
                      old ->
                          shape.declare(
                              old.name(), old.hints().withoutIncremental(), old.isNullable()));
              shape.declare(column.name(), column.hints().withIncremental(), column.isNullable());
            });
  }

  private void restoreNested() {
    for (TableSchema table : stored.values()) {
      TableShape parent = table.parent() == null ? null : tables.get(table.parent());
      if (parent != null && !tables.containsKey(table.name())) {
        tables.put(table.name(), restored(table, parent, List.of(table.name())));
      }
    }
  }

  private static TableShape restored(TableSchema table, TableShape parent, List<String> path) {
    return new TableShape(
        table.withDisposition(parent.disposition(), parent.strategy()), path, parent);
  }

  /**
   * The table that lists at a place in its parent go to.
   *
   * @param parent the table of the row that has the list
   * @param field normalised names from the row to the list
   */
  public TableShape nested(TableShape parent, List<String> field) {
    List<String> path = new ArrayList<>(parent.path());
    path.addAll(field);
    return nested(parent, path, identifiers.tablePath(path));
  }

  /**
   * The table of a list whose name another list of the same row has.
   *
   * @param taken that name
   * @param raw what tells the list from others
   */
  public TableShape nestedBeside(TableShape parent, String taken, String raw) {
    String name = identifiers.tagged(taken, raw);
    return nested(parent, List.of(name), name);
  }

  /** Declares a column of a nested table. */
  public void declare(TableShape table, String field, ColumnDeclaration said) {
    table.declare(table.column(identifiers.column(field)), said);
  }

  /** Whether a table was there before the run. */
  public boolean isStored(String table) {
    return stored.containsKey(table);
  }

  private TableShape nested(TableShape parent, List<String> path, String name) {
    TableShape known = tables.get(name);
    if (known == null) {
      TableSchema fresh =
          new TableSchema(
              name,
              parent.schema().resource(),
              parent.name(),
              List.of(),
              Map.of(),
              parent.disposition(),
              parent.strategy(),
              null,
              MergeOptions.none(),
              null);
      known = restored(fresh, parent, path);
      tables.put(name, known);
    }
    known.standAt(path);
    return known;
  }

  /** Whether rows nested below a table carry the id of their root row. */
  public static boolean propagatesRootId(TableShape root) {
    return root.disposition() == WriteDisposition.MERGE && root.strategy() != MergeStrategy.SCD2;
  }

  /** Every table, parents first; a list that was always empty makes none. */
  public List<TableSchema> schemas() {
    return tables.values().stream()
        .filter(TableShape::isAdmitted)
        .map(TableShape::schema)
        .filter(this::isTable)
        .toList();
  }

  private boolean isTable(TableSchema table) {
    return table.isRoot()
        || !table.columns().isEmpty()
        || !table.untyped().isEmpty()
        || stored.containsKey(table.name());
  }

  /**
   * Changes of these tables against a checkpoint.
   *
   * @param base the checkpoint; empty means that every table is new
   * @param emptied tables that the load leaves without rows
   */
  public SchemaDiff diff(Optional<Checkpoint> base, List<String> emptied) {
    Map<String, TableSchema> before = new LinkedHashMap<>();
    base.ifPresent(
        checkpoint -> checkpoint.tables().forEach(table -> before.put(table.name(), table)));
    List<TableSchema> addedTables = new ArrayList<>();
    List<ColumnChange> addedColumns = new ArrayList<>();
    for (TableSchema table : schemas()) {
      @Nullable TableSchema old = before.get(table.name());
      if (!hasSeenRows(table)) {
        continue;
      }
      if (old == null || !hasSeenRows(old)) {
        addedTables.add(table);
        continue;
      }
      for (Column column : table.columns()) {
        if (old.indexOf(column.name()) < 0) {
          addedColumns.add(new ColumnChange(table.name(), column));
        }
      }
    }
    return new SchemaDiff(addedTables, addedColumns, emptied, List.of());
  }

  /**
   * Whether a row has come for a table, in this run or before; until then declared columns make no
   * table, as in dlt.
   */
  public static boolean hasSeenRows(TableSchema table) {
    return table.rowKey().isPresent();
  }

  /** Changes of these tables against what is really there. */
  public SchemaDiff diff(Map<String, Set<String>> real) {
    List<TableSchema> addedTables = new ArrayList<>();
    List<ColumnChange> addedColumns = new ArrayList<>();
    for (TableSchema table : schemas()) {
      Set<String> there = real.get(table.name());
      if (there == null && hasSeenRows(table)) {
        addedTables.add(table);
      } else if (there != null) {
        table.columns().stream()
            .filter(column -> !there.contains(column.name()))
            .forEach(column -> addedColumns.add(new ColumnChange(table.name(), column)));
      }
    }
    return new SchemaDiff(addedTables, addedColumns, List.of(), List.of());
  }

  /** Hints of the columns that link rows, by name. */
  static ColumnHints systemHints(String column) {
    return switch (column) {
      case SystemColumns.ID -> ColumnHints.none().withRowKey();
      case SystemColumns.PARENT_ID -> ColumnHints.none().withParentKey();
      case SystemColumns.ROOT_ID -> ColumnHints.none().withRootKey();
      default -> ColumnHints.none();
    };
  }
}
