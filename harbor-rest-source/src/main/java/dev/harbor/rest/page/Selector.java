package dev.harbor.rest.page;

import dev.harbor.error.SourceException;
import dev.harbor.rest.http.RestRequest;
import dev.harbor.rest.json.Json;
import dev.harbor.rest.json.Json.Kind;
import dev.harbor.rest.json.JsonPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of a page stand: a list is its elements, anything else is one item, null is none.
 * Immutable.
 */
public final class Selector {
  private static final List<String> USUAL_NAMES =
      List.of(
          "data", "items", "results", "entries", "records", "rows", "values", "objects", "content",
          "hits", "nodes", "list");
  private static final Selector DETECT = new Selector(null, Absence.LOOKS_ELSEWHERE);
  private static final Selector WHOLE = new Selector(JsonPath.parse("$"), Absence.IS_NO_ITEMS);

  /** What it means that nothing stands at the path. */
  private enum Absence {
    IS_AN_ERROR,
    IS_NO_ITEMS,
    LOOKS_ELSEWHERE
  }

  private final @Nullable JsonPath path;
  private final Absence absence;

  private Selector(@Nullable JsonPath path, Absence absence) {
    this.path = path;
    this.absence = absence;
  }

  /**
   * Items at a path: {@code $}, names with dots, {@code ['name']}, {@code [0]}, {@code [*]}, {@code
   * ..name}. A page without it is an error.
   *
   * @throws IllegalArgumentException if the path cannot be read
   */
  public static Selector at(String path) {
    return new Selector(JsonPath.parse(path), Absence.IS_AN_ERROR);
  }

  /** The same, for APIs that leave the list out where it would be empty. */
  public static Selector ifPresent(String path) {
    return new Selector(JsonPath.parse(path), Absence.IS_NO_ITEMS);
  }

  /** The whole body. */
  public static Selector whole() {
    return WHOLE;
  }

  /**
   * The body itself if it is a list; else the list under a usual name, such as {@code data}, {@code
   * items} or {@code results}; else the first list there is; else the whole body.
   */
  public static Selector detect() {
    return DETECT;
  }

  /**
   * What was selected.
   *
   * @param items in order, without nulls
   * @param selector finds the same place on another page
   */
  record Selection(List<Json> items, Selector selector) {}

  Selection select(RestRequest request, Json body) {
    JsonPath at = path == null ? detected(body) : path;
    List<Json> found = at.all(body);
    if (found.isEmpty() && absence == Absence.LOOKS_ELSEWHERE) {
      // The key may be left out where the list is empty, but items must not be passed over.
      JsonPath other = detected(body);
      boolean list = other.first(body).filter(value -> value.kind() == Kind.LIST).isPresent();
      at = list ? other : at;
      found = at.all(body);
    }
    if (found.isEmpty() && absence == Absence.IS_AN_ERROR) {
      throw new SourceException(
          "Cannot read the answer to '%s': nothing stands at '%s', expected the items; the body has %s. Correct the path, or use Selector.ifPresent(...) if the API leaves empty lists out"
              .formatted(request, at, names(body)));
    }
    List<Json> items = new ArrayList<>();
    for (Json value : found) {
      if (value.kind() == Kind.LIST && !at.isPlural()) {
        items.addAll(value.elements());
      } else {
        items.add(value);
      }
    }
    items.removeIf(item -> item.kind() == Kind.NULL);
    return new Selection(List.copyOf(items), path == null ? new Selector(at, absence) : this);
  }

  private static JsonPath detected(Json body) {
    if (body.kind() != Kind.OBJECT) {
      return JsonPath.parse("$");
    }
    for (String name : USUAL_NAMES) {
      Json member = body.members().get(name);
      if (member != null && member.kind() == Kind.LIST) {
        return at(List.of(name));
      }
    }
    return firstList(body).orElseGet(() -> JsonPath.parse("$"));
  }

  /** The list nearest to the top, and there the first one. */
  private static Optional<JsonPath> firstList(Json body) {
    record Place(Json value, List<String> names) {}
    Deque<Place> open = new ArrayDeque<>();
    open.add(new Place(body, List.of()));
    while (!open.isEmpty()) {
      Place place = open.remove();
      for (Map.Entry<String, Json> member : place.value().members().entrySet()) {
        List<String> names = new ArrayList<>(place.names());
        names.add(member.getKey());
        if (member.getValue().kind() == Kind.LIST) {
          return Optional.of(at(names));
        }
        open.add(new Place(member.getValue(), names));
      }
    }
    return Optional.empty();
  }

  private static JsonPath at(List<String> names) {
    StringBuilder text = new StringBuilder("$");
    names.forEach(name -> text.append("['").append(name).append("']"));
    return JsonPath.parse(text.toString());
  }

  private static Object names(Json body) {
    return body.kind() == Kind.OBJECT
        ? body.members().keySet()
        : body.kind().name().toLowerCase(java.util.Locale.ROOT) + " at its top";
  }

  /** The path, or that it searches. */
  @Override
  public String toString() {
    return path == null ? "detected" : path.toString();
  }
}
