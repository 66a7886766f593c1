package dev.harbor.internal.normalize;

import dev.harbor.contract.ContractViolation;
import dev.harbor.contract.QuarantinedRow;
import dev.harbor.internal.infer.SystemColumns;
import dev.harbor.internal.infer.TableShape;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Writes the rows of an item as one JSON object, so that emitting it again gives the same rows.
 * Confined to one thread.
 */
final class ItemJson {
  /** Given anew to whatever is loaded. */
  private static final Set<String> LINKS =
      Set.of(
          SystemColumns.LOAD_ID,
          SystemColumns.PARENT_ID,
          SystemColumns.ROOT_ID,
          SystemColumns.LIST_INDEX);

  private final ItemArena arena;

  private ItemJson(ItemArena arena) {
    this.arena = arena;
  }

  /** The item as it is kept. */
  static QuarantinedRow quarantined(RowDraft item, ContractViolation violation, ItemArena arena) {
    int start = arena.position();
    new ItemJson(arena).row(item);
    return new QuarantinedRow(
        item.table().schema().resource(),
        violation.table(),
        violation.path(),
        violation.reason(),
        null,
        arena.text(ItemArena.span(start, arena.position() - start)));
  }

  private void row(RowDraft row) {
    TableShape table = row.table();
    char before = '{';
    for (int slot = 0; slot < table.slotCount(); slot++) {
      String name = table.slot(row.origin(slot)).name();
      if (row.kind(slot) != Kind.ABSENT && !LINKS.contains(name)) {
        key(before, name);
        value(row, slot);
        before = ',';
      }
    }
    for (ListGroup list : row.lists()) {
      if (!list.rows().isEmpty()) {
        List<String> path = list.rows().get(0).table().path();
        int known = Math.min(table.path().size(), path.size() - 1);
        key(before, String.join("__", path.subList(known, path.size())));
        char open = '[';
        for (RowDraft nested : list.rows()) {
          arena.append(open);
          row(nested);
          open = ',';
        }
        arena.append(']');
        before = ',';
      }
    }
    arena.append(before == '{' ? "{}" : "}");
  }

  private void key(char before, String name) {
    arena.append(before);
    text(name);
    arena.append(':');
  }

  private void text(String text) {
    arena.appendJsonString(text.toCharArray(), 0, text.length());
  }

  private void value(RowDraft row, int slot) {
    long bits = row.bits(slot);
    switch (row.kind(slot)) {
      case Kind.NULL -> arena.append("null");
      case Kind.BOOL -> arena.append(bits != 0 ? "true" : "false");
      case Kind.INTEGER -> arena.append(Long.toString(bits));
      case Kind.WIDE_INTEGER, Kind.NUMBER, Kind.JSON -> arena.append(arena.text(bits));
      case Kind.TEXT -> text(arena.text(bits));
      case Kind.DOUBLE -> number(Double.longBitsToDouble(bits));
      case Kind.TIMESTAMP -> text(Carriers.instant(bits).toString());
      case Kind.DATE -> text(LocalDate.ofEpochDay(bits).toString());
      case Kind.TIME -> text(LocalTime.ofNanoOfDay(bits * 1_000).toString());
      default -> object(java.util.Objects.requireNonNull(row.object(slot)));
    }
  }

  private void number(double value) {
    if (Double.isFinite(value)) {
      arena.append(Double.toString(value));
    } else {
      text(Double.toString(value));
    }
  }

  /** Digits that a reader of JSON numbers would lose are kept as text. */
  private void object(Object value) {
    if (value instanceof byte[] bytes) {
      text(Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof BigDecimal decimal && isExactAsDouble(decimal)) {
      arena.append(decimal.toString());
    } else {
      text(value.toString());
    }
  }

  private static boolean isExactAsDouble(BigDecimal decimal) {
    double value = decimal.doubleValue();
    return Double.isFinite(value) && new BigDecimal(Double.toString(value)).compareTo(decimal) == 0;
  }
}
