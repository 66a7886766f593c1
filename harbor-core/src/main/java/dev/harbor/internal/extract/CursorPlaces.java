package dev.harbor.internal.extract;

import dev.harbor.error.CursorException;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a cursor, its partition and the key of an item stand. Places made of names are watched
 * while the item is recorded; others are looked for in its tree. Immutable.
 */
final class CursorPlaces {
  private final String resource;
  private final List<List<String>> watched = new ArrayList<>();
  private final Place cursor;
  private final @Nullable Place partition;
  private final List<String> keyFields;
  private final int firstKey;
  private final Optional<Function<Object, ?>> keyFunction;

  /** A path and the place on the tape where it is watched, or -1. */
  private record Place(ItemPath path, int watch) {
    @Nullable Object find(ItemTape tape) {
      return watch >= 0 ? tape.value(watch) : path.find(tape.tree());
    }
  }

  CursorPlaces(Resource resource, Incremental<?> incremental) {
    this.resource = resource.name();
    this.cursor = place(incremental.path());
    this.partition = incremental.partitionPath().map(this::place).orElse(null);
    this.keyFunction = incremental.boundaryKeyFunction();
    this.keyFields = incremental.boundaryKeyFields().orElse(resource.primaryKey());
    this.firstKey = watched.size();
    keyFields.forEach(field -> watched.add(List.of(field)));
  }

  private Place place(String text) {
    ItemPath path = ItemPath.parse(text);
    return path.names()
        .map(
            names -> {
              watched.add(names);
              return new Place(path, watched.size() - 1);
            })
        .orElseGet(() -> new Place(path, -1));
  }

  ItemTape newTape() {
    return new ItemTape(watched);
  }

  /** The value of the cursor; null if none stands there. */
  @Nullable Object cursor(ItemTape item) {
    return cursor.find(item);
  }

  /** What stands at the cursor's place, in words. */
  String absence(ItemTape item) {
    return cursor.watch() >= 0 && item.isPresent(cursor.watch()) ? "null stands" : "nothing stands";
  }

  /** The partition of an item; empty text if the cursor has none. */
  String partition(ItemTape item) {
    Place place = partition;
    if (place == null) {
      return "";
    }
    Object found = place.find(item);
    if (found == null) {
      throw new CursorException(
          "Cannot read an item of resource '%s': nothing stands at '%s', expected the name of the partition whose cursor it moves"
              .formatted(resource, place.path()));
    }
    return found.toString();
  }

  /** What identifies an item: the value of a lone key field, the list of several, else the item. */
  @Nullable Object key(ItemTape item) {
    if (keyFunction.isPresent()) {
      return keyFunction.get().apply(item.tree());
    }
    if (keyFields.isEmpty()) {
      return item.tree();
    }
    if (keyFields.size() == 1) {
      return keyValue(item, 0);
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < keyFields.size(); i++) {
      values.add(keyValue(item, i));
    }
    return values;
  }

  private @Nullable Object keyValue(ItemTape item, int field) {
    if (!item.isPresent(firstKey + field)) {
      throw new CursorException(
          "Cannot know an item of resource '%s' again at the edge of its cursor: it has no field '%s', which is in its key. Name fields as items have them, or call boundaryKey(...)"
              .formatted(resource, keyFields.get(field)));
    }
    return item.value(firstKey + field);
  }
}
