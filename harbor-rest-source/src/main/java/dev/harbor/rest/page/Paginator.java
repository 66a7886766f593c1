package dev.harbor.rest.page;

import java.util.List;
import java.util.Optional;

/**
 * Says what the next request is. A paginator keeps nothing: all that it knows is in the token and
 * on the page, so that one object serves every resource, every parent and every thread, and a walk
 * can go on where it was interrupted. Implementations are immutable.
 *
 * <p>A walk ends where there is no next token. A page that neither leads on nor says that it is the
 * last one is an error: {@link Page#refuse}. Whoever writes a paginator need not look for circles;
 * the walk does.
 */
public interface Paginator {
  /** What the first request has beside what is declared. */
  default PageToken first() {
    return PageToken.start();
  }

  /**
   * What the request of the page behind this one has; empty if this is the last one.
   *
   * @param current token of this page
   */
  Optional<PageToken> next(PageToken current, Page page);

  /**
   * Tokens of pages behind this one that can be asked for at once, without waiting for the pages
   * between. They are guesses: what {@link #next} says of each page holds.
   *
   * @param most how many are wanted
   */
  default List<PageToken> ahead(PageToken current, Page page, int most) {
    return next(current, page).stream().toList();
  }

  /** The header {@code Link} with {@code rel="next"}, as GitHub has it. */
  static Paginator linkHeader() {
    return new LinkHeader("next");
  }

  /** The header {@code Link} with another relation. */
  static Paginator linkHeader(String relation) {
    return new LinkHeader(relation);
  }

  /** The address of the next page, whole or relative, at a path of the body. */
  static Paginator nextUrl(String path) {
    return new NextUrl(path);
  }

  /**
   * A cursor at a path of the body, to be sent as a parameter.
   *
   * @param path of the cursor, such as {@code meta.next_cursor}, or {@code data[-1].id}
   */
  static CursorPaginator cursor(String path) {
    return CursorPaginator.inBody(path);
  }

  /** A cursor in a header of the answer, to be sent as a parameter. */
  static CursorPaginator headerCursor(String header) {
    return CursorPaginator.inHeader(header);
  }

  /** Parameters {@code offset} and {@code limit}; ends with an empty page unless told otherwise. */
  static OffsetPaginator offset(int limit) {
    return OffsetPaginator.of(limit);
  }

  /** A parameter {@code page} from 1 on; ends with an empty page unless told otherwise. */
  static PageNumberPaginator pageNumber() {
    return PageNumberPaginator.of();
  }

  /** One page and no more. */
  static Paginator single() {
    return SinglePage.INSTANCE;
  }

  /**
   * Looks at the first page for a {@code Link} header, an address, a number of pages, a cursor, an
   * offset with a total, in this order, and stays with what it found. A page that says there is
   * more, without a way that can be recognised, is an error.
   */
  static Paginator detect() {
    return Detector.INSTANCE;
  }
}
