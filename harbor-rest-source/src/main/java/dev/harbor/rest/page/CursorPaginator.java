package dev.harbor.rest.page;

import static java.util.Objects.requireNonNull;

import dev.harbor.rest.json.JsonPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the cursor that a page gives. Ends where there is none: nothing, null, false or an empty
 * text. Immutable.
 */
public final class CursorPaginator implements Paginator {
  private final @Nullable String path;
  private final @Nullable String header;
  private final Parameter parameter;
  private final @Nullable String hasMore;
  private final boolean endsEmpty;

  private CursorPaginator(
      @Nullable String path,
      @Nullable String header,
      Parameter parameter,
      @Nullable String hasMore,
      boolean endsEmpty) {
    this.path = path;
    this.header = header;
    this.parameter = parameter;
    this.hasMore = hasMore;
    this.endsEmpty = endsEmpty;
  }

  static CursorPaginator inBody(String path) {
    String checked = JsonPath.parse(path).toString();
    return new CursorPaginator(checked, null, Parameter.query("cursor"), null, false);
  }

  static CursorPaginator inHeader(String header) {
    requireNonNull(header, "header");
    return new CursorPaginator(null, header, Parameter.query("cursor"), null, false);
  }

  /** Name of the query parameter that the cursor is sent as; {@code cursor} if not set. */
  public CursorPaginator parameter(String name) {
    return new CursorPaginator(path, header, Parameter.query(name), hasMore, endsEmpty);
  }

  /** Path of the field of the body that the cursor is sent as. */
  public CursorPaginator bodyField(String field) {
    return new CursorPaginator(path, header, Parameter.body(field), hasMore, endsEmpty);
  }

  /**
   * Where the body says whether there is more, as true or false. False ends the walk whatever the
   * cursor is; true without a cursor is an error.
   */
  public CursorPaginator hasMore(String flag) {
    String checked = JsonPath.parse(flag).toString();
    return new CursorPaginator(path, header, parameter, checked, endsEmpty);
  }

  /** A page without items ends the walk even if it has a cursor. */
  public CursorPaginator endingWithAnEmptyPage() {
    return new CursorPaginator(path, header, parameter, hasMore, true);
  }

  @Override
  public Optional<PageToken> next(PageToken current, Page page) {
    Optional<Boolean> more = hasMore == null ? Optional.empty() : page.flag(hasMore);
    if (more.isPresent() && !more.get()) {
      return Optional.empty();
    }
    if (endsEmpty && page.size() == 0) {
      return Optional.empty();
    }
    Optional<String> cursor = cursor(page);
    if (cursor.isEmpty() && more.isPresent()) {
      throw page.refuse("'" + hasMore + "' is true, but there is no cursor", "one at " + place());
    }
    return cursor.map(value -> parameter.in(PageToken.start(), value));
  }

  private Optional<String> cursor(Page page) {
    return path == null
        ? page.response().header(requireNonNull(header)).filter(text -> !text.isBlank())
        : page.text(path);
  }

  private String place() {
    return path == null ? "header '" + header + "'" : "'" + path + "'";
  }

  @Override
  public String toString() {
    return "cursor at " + place();
  }
}
