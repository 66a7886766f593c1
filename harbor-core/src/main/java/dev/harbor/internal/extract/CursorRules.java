package dev.harbor.internal.extract;

import dev.harbor.error.CursorException;
import dev.harbor.internal.infer.Preview;
import dev.harbor.source.Incremental;
import dev.harbor.source.LastValue;
import dev.harbor.source.Resource;
import dev.harbor.source.RowOrder;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What is declared of a cursor, as questions about values. Confined to one thread. */
final class CursorRules {
  private final String resource;
  private final Incremental<?> cursor;
  private final CursorLag lag;
  private final @Nullable CursorValue initial;
  private final @Nullable CursorValue end;
  private final @Nullable Instant horizon;

  CursorRules(Resource resource, Incremental<?> cursor, Clock clock) {
    this.resource = resource.name();
    this.cursor = cursor;
    this.lag = new CursorLag(cursor);
    this.initial = cursor.initialValue().map(this::declared).orElse(null);
    this.end = cursor.endValue().map(this::declared).orElse(null);
    // Fixed for the run: a horizon that moved on could pass over a value that was held back.
    this.horizon = cursor.settlingDelay().map(clock.instant()::minus).orElse(null);
  }

  private CursorValue declared(Object value) {
    return CursorValue.of(value, cursor.type())
        .orElseThrow(
            () ->
                new CursorException(
                    "Cannot bound the cursor '%s' of resource '%s' by %s of class %s: expected a number, text or date-time"
                        .formatted(
                            cursor.path(),
                            resource,
                            Preview.of(value),
                            value.getClass().getSimpleName())));
  }

  Incremental<?> cursor() {
    return cursor;
  }

  @Nullable CursorValue initial() {
    return initial;
  }

  @Nullable CursorValue end() {
    return end;
  }

  /** Whether the range has an end of its own: then no state is read or moved. */
  boolean isStateless() {
    return end != null;
  }

  /** Whether items at the edge are told apart at all. */
  boolean keepsKeys() {
    boolean none = cursor.boundaryKeyFields().map(fields -> fields.isEmpty()).orElse(false);
    return !isStateless() && !cursor.isStartOpen() && !lag.isSet() && !none;
  }

  /** Where a window begins whose cursor was left at a value. */
  @Nullable CursorValue start(@Nullable CursorValue stored) {
    CursorValue first = initial;
    if (stored == null) {
      return first;
    }
    if (!lag.isSet() || cursor.lastValueFunction().isPresent()) {
      return stored;
    }
    CursorValue lagged =
        lag.behind(stored)
            .orElseThrow(
                () ->
                    new CursorException(
                        "Cannot lag the cursor '%s' of resource '%s': it stands at %s, expected a %s"
                            .formatted(
                                cursor.path(),
                                resource,
                                Preview.of(stored.value()),
                                cursor.lagTime().isPresent() ? "date or date-time" : "number")));
    return first != null && compare(lagged, first) < 0 ? first : lagged;
  }

  /** The value of an item; null if it has none and that is allowed. */
  @Nullable CursorValue value(CursorPlaces places, ItemTape item) {
    Object found = places.cursor(item);
    if (found == null) {
      return switch (cursor.onMissing()) {
        case INCLUDE, EXCLUDE -> null;
        case FAIL ->
            throw new CursorException(
                "Cannot read the cursor of an item of resource '%s': %s at '%s', expected a value in every item. Fill it in the resource, or say by onMissing(...) what becomes of such items"
                    .formatted(resource, places.absence(item), cursor.path()));
      };
    }
    return CursorValue.of(found, cursor.type())
        .orElseThrow(
            () ->
                new CursorException(
                    "Cannot read the cursor of an item of resource '%s': found %s of class %s at '%s', expected %s"
                        .formatted(
                            resource,
                            Preview.of(found),
                            found.getClass().getSimpleName(),
                            cursor.path(),
                            cursor.type() == Object.class
                                ? "a number, text or date-time"
                                : cursor.type().getSimpleName())));
  }

  /** Whether a value lies behind the end of the window. */
  boolean isBehind(CursorValue value) {
    CursorValue last = end;
    if (last != null) {
      int toEnd = compare(value, last);
      if (toEnd > 0 || (toEnd == 0 && !cursor.isEndClosed())) {
        return true;
      }
    }
    Instant ripe = horizon;
    return ripe != null && !isRipe(value, ripe);
  }

  private boolean isRipe(CursorValue value, Instant ripe) {
    if (value.kind() == CursorValue.Kind.INSTANT) {
      return value.as(Instant.class).map(at -> at.isBefore(ripe)).orElse(false);
    }
    LocalDate day = ripe.atZone(ZoneOffset.UTC).toLocalDate();
    return value
        .as(LocalDate.class)
        .map(at -> at.isBefore(day))
        .orElseThrow(
            () ->
                new CursorException(
                    "Cannot let the cursor '%s' of resource '%s' settle: found %s, expected a date or date-time"
                        .formatted(cursor.path(), resource, Preview.of(value.value()))));
  }

  /**
   * How a value lies to another in the direction of the cursor: positive if it moves it on. By a
   * function of one's own a value is behind, at or before, without degrees.
   */
  int compare(CursorValue value, CursorValue other) {
    if (cursor.lastValueFunction().isPresent()) {
      if (!next(value, other).isSameAs(other)) {
        return 1;
      }
      return next(value, null).isSameAs(other) ? 0 : -1;
    }
    if (!value.isComparableTo(other)) {
      throw new CursorException(
          "Cannot compare the cursor of an item of resource '%s' at '%s': found %s, but the cursor stands at %s, which is of another kind. Convert it in the resource"
              .formatted(
                  resource, cursor.path(), Preview.of(value.value()), Preview.of(other.value())));
    }
    int compared = value.compareTo(other);
    return cursor.goesDown() ? -compared : compared;
  }

  /** Where the cursor stands after a value that moves it. */
  CursorValue next(CursorValue value, @Nullable CursorValue last) {
    LastValue<?> function = cursor.lastValueFunction().orElse(null);
    return function == null ? value : applied(function, value, last);
  }

  @SuppressWarnings("unchecked")
  private CursorValue applied(
      LastValue<?> function, CursorValue value, @Nullable CursorValue last) {
    Object result =
        ((LastValue<Object>) function)
            .after(last == null ? null : asDeclared(last), asDeclared(value));
    return CursorValue.of(result, cursor.type())
        .orElseThrow(
            () ->
                new CursorException(
                    "Cannot move the cursor '%s' of resource '%s': its function gave %s of class %s, which cannot be kept"
                        .formatted(
                            cursor.path(),
                            resource,
                            Preview.of(result),
                            result.getClass().getSimpleName())));
  }

  private Object asDeclared(CursorValue value) {
    return value.as(cursor.type()).map(Object.class::cast).orElse(value.value());
  }

  /** Whether values come in the order in which the cursor moves. */
  boolean comesInOrder() {
    return cursor.lastValueFunction().isEmpty()
        && cursor.order() == (cursor.goesDown() ? RowOrder.DESCENDING : RowOrder.ASCENDING);
  }

  /** Whether values come against the order in which the cursor moves. */
  boolean comesInReverse() {
    return cursor.order() == (cursor.goesDown() ? RowOrder.ASCENDING : RowOrder.DESCENDING);
  }

  String resource() {
    return resource;
  }
}
