package dev.harbor.rest.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sends an offset and a limit. Where an API gives fewer items than the limit and yet says that
 * there are more, the next offset follows what was given, so that nothing is passed over.
 * Immutable.
 */
public final class OffsetPaginator implements Paginator {
  private final int limit;
  private final long start;
  private final Parameter offset;
  private final Parameter limitParameter;
  private final EndRules end;

  private OffsetPaginator(
      int limit, long start, Parameter offset, Parameter limitParameter, EndRules end) {
    this.limit = limit;
    this.start = start;
    this.offset = offset;
    this.limitParameter = limitParameter;
    this.end = end;
  }

  static OffsetPaginator of(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "Cannot page by offset: the limit is %d, but must be at least 1".formatted(limit));
    }
    return new OffsetPaginator(
        limit, 0, Parameter.query("offset"), Parameter.query("limit"), EndRules.USUAL);
  }

  /** Names of the query parameters; {@code offset} and {@code limit} if not set. */
  public OffsetPaginator parameters(String offsetName, String limitName) {
    return new OffsetPaginator(
        limit, start, Parameter.query(offsetName), Parameter.query(limitName), end);
  }

  /** Paths of the fields of the body that offset and limit are sent as. */
  public OffsetPaginator bodyFields(String offsetField, String limitField) {
    return new OffsetPaginator(
        limit, start, Parameter.body(offsetField), Parameter.body(limitField), end);
  }

  /** The offset of the first page; 0 if not set. */
  public OffsetPaginator startingAt(long firstOffset) {
    return new OffsetPaginator(limit, firstOffset, offset, limitParameter, end);
  }

  /** Where the body says how many items there are in all. Lets pages be asked for at once. */
  public OffsetPaginator total(String path) {
    return with(end.withTotal(path));
  }

  /** The greatest offset that is asked for. */
  public OffsetPaginator maximum(long greatestOffset) {
    return with(end.withMaximum(greatestOffset));
  }

  /** Where the body says whether there is more, as true or false. */
  public OffsetPaginator hasMore(String path) {
    return with(end.withHasMore(path));
  }

  /**
   * Goes on behind a page without items, to the end that another rule sets.
   *
   * @throws IllegalStateException if there is no other rule yet
   */
  public OffsetPaginator passingEmptyPages() {
    return with(end.notEmpty());
  }

  private OffsetPaginator with(EndRules rules) {
    return new OffsetPaginator(limit, start, offset, limitParameter, rules);
  }

  @Override
  public PageToken first() {
    return token(start);
  }

  @Override
  public Optional<PageToken> next(PageToken current, Page page) {
    long step = page.size() == 0 ? limit : Math.min(page.size(), limit);
    long next = offset.number(current, start) + step;
    return end.isLast(page, next, end.total(page)) ? Optional.empty() : Optional.of(token(next));
  }

  @Override
  public List<PageToken> ahead(PageToken current, Page page, int most) {
    OptionalLong total = end.total(page);
    List<PageToken> tokens = new ArrayList<>(next(current, page).stream().toList());
    while (total.isPresent() && !tokens.isEmpty() && tokens.size() < most && page.size() > 0) {
      long next =
          offset.number(tokens.get(tokens.size() - 1), start) + Math.min(page.size(), limit);
      if (next >= total.getAsLong() || (end.maximum() != null && next > end.maximum())) {
        break;
      }
      tokens.add(token(next));
    }
    return tokens;
  }

  private PageToken token(long number) {
    return limitParameter.in(offset.in(PageToken.start(), number), limit);
  }

  @Override
  public String toString() {
    return "offset by " + limit;
  }
}
