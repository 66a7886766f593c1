package dev.harbor.internal.infer;

import com.fasterxml.jackson.core.io.NumberInput;
import dev.harbor.error.SchemaContractException;
import dev.harbor.internal.normalize.Carriers;
import dev.harbor.internal.normalize.Identifiers;
import dev.harbor.internal.normalize.ItemArena;
import dev.harbor.internal.normalize.Kind;
import dev.harbor.internal.normalize.RowDraft;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits the values of a row draft to the columns of its table. A first value gives a column its
 * type; a value that cannot be coerced goes to a variant column, as in dlt. Confined to one thread.
 */
public final class RowTyper {
  private static final int WIDE_PRECISION = 38;

  private final ItemArena arena;
  private final Identifiers identifiers;
  private final IsoTimestamp timestamps = new IsoTimestamp();
  private final List<Integer> unfitted = new ArrayList<>();

  /** A typer of drafts whose characters are in an arena. */
  public RowTyper(ItemArena arena, Identifiers identifiers) {
    this.arena = arena;
    this.identifiers = identifiers;
  }

  /**
   * Fits all values of a draft.
   *
   * @throws SchemaContractException if a null stands where the table allows none, or a value fits
   *     neither its column nor a variant
   */
  public void fit(RowDraft row) {
    TableShape table = row.table();
    for (int slot = 0; slot < table.slotCount(); slot++) {
      byte kind = row.kind(slot);
      if (kind == Kind.ABSENT) {
        continue;
      }
      ColumnShape column = table.slot(slot);
      if (kind == Kind.NULL) {
        requireNullable(table, column);
      } else if (!fits(row, slot, kind, column.type())) {
        unfitted.add(slot);
      }
    }
    if (!unfitted.isEmpty()) {
      unfitted.sort(row::compareSlots);
      for (int slot : unfitted) {
        coerce(row, slot);
      }
      unfitted.clear();
    }
  }

  private static void requireNullable(TableShape table, ColumnShape column) {
    if (!column.isNullable()) {
      throw new SchemaContractException(
          "Cannot load a row of table '%s': column '%s' is null, but %s. Fill it in the resource, or drop such items with a filter"
              .formatted(
                  table.name(),
                  column.name(),
                  column.hints().primaryKey()
                      ? "it is part of the primary key"
                      : "the table allows no null there"));
    }
  }

  /**
   * Whether the value has the type of its column; numbers and date-times get the form of the column
   * here.
   */
  private boolean fits(RowDraft row, int slot, byte kind, @Nullable DataType type) {
    if (type == null) {
      return false;
    }
    return switch (type) {
      case BOOL -> kind == Kind.BOOL;
      case BIGINT -> kind == Kind.INTEGER;
      case DOUBLE -> kind == Kind.DOUBLE || asDouble(row, slot, kind);
      case DECIMAL -> kind == Kind.DECIMAL || asDecimal(row, slot, kind);
      case WEI -> kind == Kind.DECIMAL;
      case TEXT -> kind == Kind.TEXT || kind == Kind.LOAD_ID;
      case TIMESTAMP -> kind == Kind.TIMESTAMP || (kind == Kind.TEXT && asTimestamp(row, slot));
      case DATE -> kind == Kind.DATE;
      case TIME -> kind == Kind.TIME;
      case BINARY -> kind == Kind.BINARY;
      case JSON -> kind == Kind.JSON;
    };
  }

  private boolean asDouble(RowDraft row, int slot, byte kind) {
    if (kind == Kind.INTEGER) {
      row.put(slot, Kind.DOUBLE, Double.doubleToRawLongBits((double) row.bits(slot)));
      return true;
    }
    if (kind == Kind.NUMBER) {
      row.put(slot, Kind.DOUBLE, Double.doubleToRawLongBits(parseDouble(row.bits(slot))));
      return true;
    }
    return false;
  }

  private static boolean asDecimal(RowDraft row, int slot, byte kind) {
    if (kind == Kind.INTEGER) {
      row.putObject(slot, Kind.DECIMAL, BigDecimal.valueOf(row.bits(slot)));
      return true;
    }
    return false;
  }

  private double parseDouble(long span) {
    return NumberInput.parseDouble(
        arena.chars(), ItemArena.offset(span), ItemArena.length(span), true);
  }

  private boolean asTimestamp(RowDraft row, int slot) {
    long span = row.bits(slot);
    if (timestamps.parse(arena.chars(), ItemArena.offset(span), ItemArena.length(span))) {
      row.put(slot, Kind.TIMESTAMP, timestamps.epochMicros());
      return true;
    }
    return false;
  }

  private void coerce(RowDraft row, int slot) {
    TableShape table = row.table();
    ColumnShape column = table.slot(slot);
    DataType type = column.type();
    if (type == null) {
      infer(row, slot, table, column);
      return;
    }

    DataType found = naturalType(row.kind(slot));
    Object value = carrier(row, slot);
    Object coerced = Coercion.coerce(type, found, value);
    if (coerced != null && isStorable(coerced)) {
      put(row, slot, coerced);
      return;
    }
    intoVariant(row, slot, column, found);
  }

  private void infer(RowDraft row, int slot, TableShape table, ColumnShape column) {
    byte kind = row.kind(slot);
    DataType type = naturalType(kind);
    if (type == DataType.TEXT && kind == Kind.TEXT && asTimestamp(row, slot)) {
      type = DataType.TIMESTAMP;
    }
    Integer precision = null;
    Integer scale = null;
    if (kind == Kind.WIDE_INTEGER) {
      BigInteger value = new BigInteger(arena.text(row.bits(slot)));
      precision = Math.max(WIDE_PRECISION, new BigDecimal(value).precision());
      scale = 0;
    }
    table.type(column, type, precision, scale);
    if (!fits(row, slot, row.kind(slot), type)) {
      put(row, slot, carrier(row, slot));
    }
  }

  private void intoVariant(RowDraft row, int slot, ColumnShape column, DataType found) {
    TableShape table = row.table();
    ColumnShape variant = table.column(identifiers.variant(column.name(), found));
    byte kind = row.kind(slot);
    Object value = carrier(row, slot);
    row.move(slot, variant.slot());
    DataType type = variant.type();
    if (type == null) {
      ColumnHints hints =
          ColumnHints.none().withVariant("Variant of column %s".formatted(column.name()));
      table.declare(variant.name(), hints, true);
      infer(row, variant.slot(), table, variant);
    } else if (!fits(row, variant.slot(), kind, type)) {
      Object coerced = Coercion.coerce(type, found, value);
      if (coerced == null || !isStorable(coerced)) {
        throw new SchemaContractException(
            "Cannot load a row of table '%s': column '%s' is %s, and its variant '%s' is %s; found %s of type %s, which fits neither"
                .formatted(
                    table.name(),
                    column.name(),
                    column.type(),
                    variant.name(),
                    type,
                    Preview.of(value),
                    found));
      }
      put(row, variant.slot(), coerced);
    }
  }

  private static boolean isStorable(Object coerced) {
    return !(coerced instanceof BigInteger);
  }

  private static DataType naturalType(byte kind) {
    return switch (kind) {
      case Kind.BOOL -> DataType.BOOL;
      case Kind.INTEGER -> DataType.BIGINT;
      case Kind.WIDE_INTEGER, Kind.DECIMAL -> DataType.DECIMAL;
      case Kind.NUMBER, Kind.DOUBLE -> DataType.DOUBLE;
      case Kind.TEXT, Kind.LOAD_ID -> DataType.TEXT;
      case Kind.JSON -> DataType.JSON;
      case Kind.TIMESTAMP -> DataType.TIMESTAMP;
      case Kind.DATE -> DataType.DATE;
      case Kind.TIME -> DataType.TIME;
      case Kind.BINARY -> DataType.BINARY;
      default -> throw new IllegalStateException("Cannot type a slot of kind " + kind);
    };
  }

  /** The value of a slot as an object, for the rare ways. */
  private Object carrier(RowDraft row, int slot) {
    long bits = row.bits(slot);
    return switch (row.kind(slot)) {
      case Kind.BOOL -> bits != 0;
      case Kind.INTEGER -> bits;
      case Kind.WIDE_INTEGER -> new BigDecimal(arena.text(bits));
      case Kind.NUMBER -> parseDouble(bits);
      case Kind.DOUBLE -> Double.longBitsToDouble(bits);
      case Kind.TEXT, Kind.JSON -> arena.text(bits);
      case Kind.TIMESTAMP -> Carriers.instant(bits);
      case Kind.DATE -> LocalDate.ofEpochDay(bits);
      case Kind.TIME -> LocalTime.ofNanoOfDay(bits * 1_000);
      default -> java.util.Objects.requireNonNull(row.object(slot));
    };
  }

  private void put(RowDraft row, int slot, Object value) {
    if (value instanceof Boolean bool) {
      row.put(slot, Kind.BOOL, bool ? 1L : 0L);
    } else if (value instanceof Long integer) {
      row.put(slot, Kind.INTEGER, integer);
    } else if (value instanceof Double number) {
      row.put(slot, Kind.DOUBLE, Double.doubleToRawLongBits(number));
    } else if (value instanceof BigDecimal) {
      row.putObject(slot, Kind.DECIMAL, value);
    } else if (value instanceof String text) {
      boolean json = row.table().slot(slot).type() == DataType.JSON;
      row.put(slot, json ? Kind.JSON : Kind.TEXT, arena.add(text));
    } else if (value instanceof Instant instant) {
      row.put(slot, Kind.TIMESTAMP, Carriers.micros(instant));
    } else if (value instanceof LocalDate date) {
      row.put(slot, Kind.DATE, date.toEpochDay());
    } else if (value instanceof LocalTime time) {
      row.put(slot, Kind.TIME, time.toNanoOfDay() / 1_000);
    } else {
      row.putObject(slot, Kind.BINARY, value);
    }
  }
}
