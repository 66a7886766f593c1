package dev.harbor.rest.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Sends the number of a page. Immutable. */
public final class PageNumberPaginator implements Paginator {
  private final long start;
  private final Parameter parameter;
  private final EndRules end;

  private PageNumberPaginator(long start, Parameter parameter, EndRules end) {
    this.start = start;
    this.parameter = parameter;
    this.end = end;
  }

  static PageNumberPaginator of() {
    return new PageNumberPaginator(1, Parameter.query("page"), EndRules.USUAL);
  }

  /** Name of the query parameter; {@code page} if not set. */
  public PageNumberPaginator parameter(String name) {
    return new PageNumberPaginator(start, Parameter.query(name), end);
  }

  /** Path of the field of the body that the number is sent as. */
  public PageNumberPaginator bodyField(String field) {
    return new PageNumberPaginator(start, Parameter.body(field), end);
  }

  /** The number of the first page; 1 if not set, often 0. */
  public PageNumberPaginator startingAt(long firstPage) {
    return new PageNumberPaginator(firstPage, parameter, end);
  }

  /** Where the body says how many pages there are in all. Lets pages be asked for at once. */
  public PageNumberPaginator totalPages(String path) {
    return with(end.withTotal(path));
  }

  /** The greatest page that is asked for. */
  public PageNumberPaginator maximum(long greatestPage) {
    return with(end.withMaximum(greatestPage));
  }

  /** Where the body says whether there is more, as true or false. */
  public PageNumberPaginator hasMore(String path) {
    return with(end.withHasMore(path));
  }

  /**
   * Goes on behind a page without items, to the end that another rule sets.
   *
   * @throws IllegalStateException if there is no other rule yet
   */
  public PageNumberPaginator passingEmptyPages() {
    return with(end.notEmpty());
  }

  private PageNumberPaginator with(EndRules rules) {
    return new PageNumberPaginator(start, parameter, rules);
  }

  @Override
  public PageToken first() {
    return token(start);
  }

  @Override
  public Optional<PageToken> next(PageToken current, Page page) {
    long next = parameter.number(current, start) + 1;
    return end.isLast(page, next, behindLast(page)) ? Optional.empty() : Optional.of(token(next));
  }

  @Override
  public List<PageToken> ahead(PageToken current, Page page, int most) {
    OptionalLong behindLast = behindLast(page);
    List<PageToken> tokens = new ArrayList<>(next(current, page).stream().toList());
    while (behindLast.isPresent() && !tokens.isEmpty() && tokens.size() < most) {
      long next = parameter.number(tokens.get(tokens.size() - 1), start) + 1;
      if (next >= behindLast.getAsLong() || (end.maximum() != null && next > end.maximum())) {
        break;
      }
      tokens.add(token(next));
    }
    return tokens;
  }

  private OptionalLong behindLast(Page page) {
    OptionalLong total = end.total(page);
    return total.isEmpty() || total.getAsLong() > Long.MAX_VALUE - start
        ? total
        : OptionalLong.of(start + total.getAsLong());
  }

  private PageToken token(long number) {
    return parameter.in(PageToken.start(), number);
  }

  @Override
  public String toString() {
    return "page number";
  }
}
