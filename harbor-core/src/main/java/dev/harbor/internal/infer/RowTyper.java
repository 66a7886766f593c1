package dev.harbor.internal.infer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.io.NumberInput;
import dev.harbor.error.SchemaContractException;
import dev.harbor.internal.json.JsonNumber;
import dev.harbor.internal.normalize.Carriers;
import dev.harbor.internal.normalize.Identifiers;
import dev.harbor.internal.normalize.ItemArena;
import dev.harbor.internal.normalize.Kind;
import dev.harbor.internal.normalize.RowDraft;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TypeInference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits the values of a row draft to the columns of its table. A first value gives a column its
 * type; a value that cannot be coerced goes to a variant column, as in dlt. Confined to one thread.
 */
public final class RowTyper {
  /** A variant whose name is taken makes one of its own; names are never exhausted in earnest. */
  private static final int MAX_VARIANTS = 16;

  private final ItemArena arena;
  private final Identifiers identifiers;
  private final ContractGate gate;
  private final boolean nullsAsText;
  private final Detection detection;
  private final IsoTimestamp timestamps = new IsoTimestamp();
  private final List<Integer> unfitted = new ArrayList<>();

  /** A typer of drafts whose characters are in an arena. */
  public RowTyper(
      ItemArena arena, Identifiers identifiers, TypeInference inference, ContractGate gate) {
    this.arena = arena;
    this.identifiers = identifiers;
    this.nullsAsText = inference.nullsAsText();
    this.detection = new Detection(inference.detectors());
    this.gate = gate;
  }

  /**
   * Fits all values of a draft, or drops it where the contract says so.
   *
   * @throws SchemaContractException if the contract freezes what would change, a null stands where
   *     the table allows none, or a value fits neither its column nor a variant
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
        requireNullable(row, column);
        if (nullsAsText
            && !row.isDropped()
            && column.type() == null
            && gate.admitsColumn(row, column, DataType.TEXT, "null")) {
          table.type(column, DataType.TEXT, null, null);
        }
      } else if (!fits(row, slot, kind, column)) {
        unfitted.add(slot);
      }
    }
    if (!unfitted.isEmpty()) {
      unfitted.sort(row::compareSlots);
      if (!table.contract().isEvolving()) {
        unfitted.removeIf(slot -> refuses(row, slot));
      }
      for (int slot : unfitted) {
        if (!row.isDropped()) {
          coerce(row, slot);
        }
      }
      unfitted.clear();
    }
  }

  private void requireNullable(RowDraft row, ColumnShape column) {
    if (!column.isNullable()) {
      gate.refuseRow(
          row,
          column,
          "null",
          new SchemaContractException(
              "Cannot load a row of table '%s': column '%s' is null, but %s. Fill it in the resource, or drop such items with a filter"
                  .formatted(
                      row.table().name(),
                      column.name(),
                      isKey(column)
                          ? "it is part of the %s key"
                              .formatted(column.hints().primaryKey() ? "primary" : "merge")
                          : "the table allows no null there")));
    }
  }

  private static boolean isKey(ColumnShape column) {
    return column.hints().primaryKey() || column.hints().mergeKey();
  }

  /** Whether the contract keeps the value of a slot out; it changes no column. */
  private boolean refuses(RowDraft row, int slot) {
    ColumnShape column = row.table().slot(slot);
    DataType type = column.type();
    DataType found = naturalType(row.kind(slot));
    Object value = carrier(row, slot);
    boolean admitted;
    if (type == null) {
      admitted = gate.admitsColumn(row, column, found, value);
    } else {
      admitted = hasPlace(row, slot, column, value) || gate.admitsType(row, column, found, value);
    }
    if (!admitted && !row.isDropped()) {
      row.erase(slot);
      requireNullable(row, column);
    }
    return !admitted;
  }

  /** Whether a value fits its column by coercion, or a variant of it that is there. */
  private boolean hasPlace(RowDraft row, int slot, ColumnShape column, Object value) {
    DataType found = naturalType(row.kind(slot));
    if (accepts(column, found, value)) {
      return true;
    }
    ColumnShape variant =
        row.table().find(identifiers.variant(column.name(), variantType(row, slot, column)));
    return variant != null && variant.type() != null && accepts(variant, found, value);
  }

  private static boolean accepts(ColumnShape column, DataType found, Object value) {
    DataType type = requireNonNull(column.type());
    Object fitted = type == found ? value : Coercion.coerce(type, found, value);
    ColumnLimits limits = column.limits();
    return fitted != null && isStorable(fitted) && (limits == null || limits.admit(fitted));
  }

  /**
   * Whether the value has the type of its column; numbers and date-times get the form of the column
   * here.
   */
  private boolean fits(RowDraft row, int slot, byte kind, ColumnShape column) {
    DataType type = column.type();
    if (type == null) {
      return false;
    }
    boolean typed =
        switch (type) {
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
    ColumnLimits limits = column.limits();
    return typed && (limits == null || kind == Kind.LOAD_ID || limits.admit(carrier(row, slot)));
  }

  private boolean asDouble(RowDraft row, int slot, byte kind) {
    if (kind == Kind.INTEGER) {
      row.put(slot, Kind.DOUBLE, Double.doubleToRawLongBits((double) row.bits(slot)));
      return true;
    }
    if (kind == Kind.NUMBER) {
      double number = parseDouble(row.bits(slot));
      if (Double.isInfinite(number)) {
        return false;
      }
      row.put(slot, Kind.DOUBLE, Double.doubleToRawLongBits(number));
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

  private boolean isTimestamp(long span) {
    return timestamps.parse(arena.chars(), ItemArena.offset(span), ItemArena.length(span));
  }

  private boolean asTimestamp(RowDraft row, int slot) {
    if (isTimestamp(row.bits(slot))) {
      row.put(slot, Kind.TIMESTAMP, timestamps.epochMicros());
      return true;
    }
    return false;
  }

  private void coerce(RowDraft row, int slot) {
    ColumnShape column = row.table().slot(slot);
    if (column.type() == null) {
      infer(row, slot, column);
    } else if (!coerceTo(row, slot, column)) {
      intoVariant(row, slot, column);
    }
  }

  private boolean coerceTo(RowDraft row, int slot, ColumnShape column) {
    DataType type = requireNonNull(column.type());
    Object coerced = Coercion.coerce(type, naturalType(row.kind(slot)), carrier(row, slot));
    ColumnLimits limits = column.limits();
    boolean fits =
        coerced != null && isStorable(coerced) && (limits == null || limits.admit(coerced));
    if (fits) {
      put(row, slot, requireNonNull(coerced));
    }
    return fits;
  }

  private void infer(RowDraft row, int slot, ColumnShape column) {
    InferredType inferred = inferred(row, slot);
    row.table().type(column, inferred.type(), inferred.precision(), inferred.scale());
    if (!fits(row, slot, row.kind(slot), column)) {
      coerceTo(row, slot, column);
    }
  }

  /** What a first value makes of its column. */
  private InferredType inferred(RowDraft row, int slot) {
    byte kind = row.kind(slot);
    long bits = row.bits(slot);
    return switch (kind) {
      case Kind.TEXT ->
          detection.ofText(arena.chars(), ItemArena.offset(bits), ItemArena.length(bits));
      case Kind.WIDE_INTEGER -> detection.ofWideInteger(new JsonNumber(arena.text(bits)));
      case Kind.INTEGER -> detection.ofNumber(DataType.BIGINT, (double) bits);
      case Kind.NUMBER -> {
        double number = parseDouble(bits);
        yield Double.isInfinite(number)
            ? InferredType.ofNumber(new JsonNumber(arena.text(bits)))
            : detection.ofNumber(DataType.DOUBLE, number);
      }
      case Kind.DECIMAL -> InferredType.ofDecimal((BigDecimal) carrier(row, slot));
      default -> InferredType.of(naturalType(kind));
    };
  }

  private void intoVariant(RowDraft row, int slot, ColumnShape column) {
    TableShape table = row.table();
    DataType found = variantType(row, slot, column);
    if (isKey(column)) {
      gate.refuseRow(
          row,
          column,
          "a value of type " + found,
          new SchemaContractException(
              "Cannot load a row of table '%s': column '%s' is %s and part of the key, but holds %s of type %s. Cast it in the resource, or load another table"
                  .formatted(
                      table.name(),
                      column.name(),
                      column.type(),
                      Preview.of(carrier(row, slot)),
                      found)));
      return;
    }
    String name = column.name();
    for (int i = 0; i < MAX_VARIANTS; i++) {
      name = identifiers.variant(name, found);
      ColumnShape variant = table.column(name);
      byte there = row.kind(variant.slot());
      if ((there == Kind.ABSENT || there == Kind.NULL) && take(row, slot, variant, column)) {
        return;
      }
    }
    throw new SchemaContractException(
        "Cannot load a row of table '%s': column '%s' is %s, found %s of type %s, and no column '%s' can take it. Convert it in the resource, or rename the key"
            .formatted(
                table.name(),
                column.name(),
                column.type(),
                Preview.of(carrier(row, slot)),
                found,
                name));
  }

  /** A date-time joins the texts that are there before it, as in dlt, rather than to be first. */
  private DataType variantType(RowDraft row, int slot, ColumnShape column) {
    DataType found = inferred(row, slot).type();
    boolean isText = row.kind(slot) == Kind.TEXT && found != DataType.TEXT;
    return isText
            && !isTyped(row.table(), identifiers.variant(column.name(), found))
            && isTyped(row.table(), identifiers.variant(column.name(), DataType.TEXT))
        ? DataType.TEXT
        : found;
  }

  private static boolean isTyped(TableShape table, String name) {
    ColumnShape column = table.find(name);
    return column != null && column.type() != null;
  }

  /** Moves a value to a variant column, if that is new or fits; another one may have its name. */
  private boolean take(RowDraft row, int slot, ColumnShape variant, ColumnShape column) {
    row.move(slot, variant.slot());
    if (variant.type() == null) {
      ColumnHints hints =
          variant.hints().withVariant("Variant of column %s".formatted(column.name()));
      row.table().declare(variant.name(), hints, true);
      infer(row, variant.slot(), variant);
      return true;
    }
    if (fits(row, variant.slot(), row.kind(variant.slot()), variant)
        || coerceTo(row, variant.slot(), variant)) {
      return true;
    }
    row.move(variant.slot(), slot);
    return false;
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
      case Kind.NUMBER -> new JsonNumber(arena.text(bits));
      case Kind.DOUBLE -> Double.longBitsToDouble(bits);
      case Kind.TEXT, Kind.JSON -> arena.text(bits);
      case Kind.TIMESTAMP -> Carriers.instant(bits);
      case Kind.DATE -> LocalDate.ofEpochDay(bits);
      case Kind.TIME -> LocalTime.ofNanoOfDay(bits * 1_000);
      default -> requireNonNull(row.object(slot));
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
