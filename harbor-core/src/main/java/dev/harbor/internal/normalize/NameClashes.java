package dev.harbor.internal.normalize;

import static java.util.Objects.requireNonNull;

import dev.harbor.internal.infer.ColumnShape;
import dev.harbor.internal.infer.LaneShapes;
import dev.harbor.internal.infer.SystemColumns;
import dev.harbor.internal.infer.TableShape;
import dev.harbor.source.Nesting;
import dev.harbor.source.NestingRules;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Names of columns and tables by place, and what happens where two keys of one item lead to one:
 * the second gets a name of its own, with a tag, and keeps it, in later runs too. Confined to one
 * thread.
 */
public final class NameClashes {
  private final LaneShapes shapes;
  private final Identifiers identifiers;
  private final NestingRules rules;
  private final BiConsumer<String, String> notes;

  /** Names of one resource; notes go to the report, under a heading. */
  public NameClashes(LaneShapes shapes, NestingRules rules, BiConsumer<String, String> notes) {
    this.shapes = shapes;
    this.rules = rules;
    this.identifiers = shapes.identifiers();
    this.notes = notes;
  }

  /** What the resource says of the values at a path of the item. */
  @Nullable Nesting nesting(String path) {
    return rules.places().isEmpty() ? null : rules.places().get(path);
  }

  /** Declares what the resource says of the columns of the rows at a path. */
  void declare(TableShape table, String path) {
    rules
        .columns()
        .forEach(
            (column, said) -> {
              int end = column.lastIndexOf('.');
              if (column.substring(0, end).equals(path)) {
                shapes.declare(table, column.substring(end + 1), said);
              }
            });
  }

  String part(String key) {
    return identifiers.part(key);
  }

  /** The column at a place; one that links rows is not for values of items, but for an own id. */
  String column(TableShape table, String key, List<String> path, String raw) {
    String column = path.size() == 1 ? identifiers.column(key) : identifiers.columnPath(path);
    if (SystemColumns.isSystem(column) && !column.equals(SystemColumns.ID)) {
      return renamed(table, key, column, raw, "Harbor fills that column itself");
    }
    if (path.size() == 1 && !column.equals(identifiers.part(key))) {
      note(table, key, column, "the destination has a column of that name already");
    }
    String own = identifiers.tagged(column, raw);
    ColumnShape known = table.find(own);
    return known != null && known.type() != null ? own : column;
  }

  private String renamed(TableShape table, String key, String column, String raw, String why) {
    String own = identifiers.tagged(column, raw);
    note(table, key, own, why);
    return own;
  }

  private void note(TableShape table, String key, String name, String why) {
    notes.accept(
        "names",
        "key '%s' of table '%s' is stored as '%s': %s".formatted(key, table.name(), name, why));
  }

  /** The table of the list at a place. */
  TableShape table(TableShape parent, List<String> path, String raw) {
    TableShape shared = shapes.nested(parent, path);
    return shapes.isStored(identifiers.tagged(shared.name(), raw))
        ? shapes.nestedBeside(parent, shared.name(), raw)
        : shared;
  }

  /** The column of a value whose slot is not free, or that several keys lead to. */
  ColumnShape free(RowDraft row, KeyPlan plan, ColumnShape column) {
    ColumnShape free = column;
    for (int tries = 1; row.kind(free.slot()) != Kind.ABSENT; tries++) {
      if (row.isWriter(free, plan)) {
        reportTwice(row.table(), plan);
        break;
      }
      String raw = tries == 1 ? plan.raw : plan.raw + tries;
      plan.columnName =
          renamed(
              row.table(),
              plan.key,
              column.name(),
              raw,
              "another key of the same item is stored as '%s'".formatted(column.name()));
      free.abandon();
      free = row.table().column(plan.columnName);
      free.claim();
      plan.column = free;
    }
    if (free.isShared()) {
      row.writer(free, plan);
    }
    return free;
  }

  /** The place of the rows of a list, where the row has another list already. */
  PathNode free(RowDraft row, KeyPlan plan, PathNode place) {
    boolean isTwice = plan.listRow == row && plan.listUse == row.use();
    plan.listRow = row;
    plan.listUse = row.use();
    if (isTwice) {
      reportTwice(row.table(), plan);
      forget(row, plan);
      return place;
    }
    if (!place.table.isShared() || !hasListIn(row, place.table)) {
      return place;
    }
    TableShape own = shapes.nestedBeside(row.table(), place.table.name(), plan.raw);
    notes.accept(
        "names",
        "list '%s' of table '%s' is stored in '%s': another list of the same item is stored in '%s'"
            .formatted(plan.key, row.table().name(), own.name(), place.table.name()));
    PathNode node = row.home().rows(own, plan);
    plan.listNode = node;
    return node;
  }

  private static boolean hasListIn(RowDraft row, TableShape table) {
    return row.lists().stream()
        .anyMatch(list -> requireNonNull(list.plan().listNode).table == table);
  }

  /** Of a key that comes twice the last value counts, as in Python and so in dlt. */
  private static void forget(RowDraft row, KeyPlan plan) {
    row.lists().removeIf(list -> list.plan() == plan);
  }

  private void reportTwice(TableShape table, KeyPlan plan) {
    if (!plan.reported) {
      plan.reported = true;
      notes.accept(
          "keys",
          "'%s' of table '%s' came twice in one item: the last value counts"
              .formatted(plan.key, table.name()));
    }
  }
}
