package dev.harbor.rest.page;

import java.util.List;
import java.util.Optional;

/** Finds out on the first page how an API pages, and notes it in the token. */
enum Detector implements Paginator {
  INSTANCE;

  @Override
  public Optional<PageToken> next(PageToken current, Page page) {
    Found found = found(current, page);
    return found.paginator().next(current, page).map(token -> token.from(found.note()));
  }

  @Override
  public List<PageToken> ahead(PageToken current, Page page, int most) {
    Found found = found(current, page);
    return found.paginator().ahead(current, page, most).stream()
        .map(token -> token.from(found.note()))
        .toList();
  }

  private static Found found(PageToken current, Page page) {
    String note = current.origin().orElseGet(() -> new Evidence(page).note());
    return new Found(note, paginator(note));
  }

  private record Found(String note, Paginator paginator) {}

  /** The paginator that a note of {@link Evidence} stands for. */
  private static Paginator paginator(String note) {
    String[] parts = note.split("\n", -1);
    return switch (parts[0]) {
      case Evidence.LINK -> Paginator.linkHeader();
      case Evidence.URL -> Paginator.nextUrl(parts[1]);
      case Evidence.PAGES ->
          Paginator.pageNumber().totalPages(parts[1]).startingAt(Long.parseLong(parts[2]));
      case Evidence.CURSOR -> Paginator.cursor(parts[1]).parameter(parts[2]);
      case Evidence.OFFSET ->
          Paginator.offset(Integer.parseInt(parts[2]))
              .total(parts[1])
              .parameters(parts[3], parts[4]);
      default -> Paginator.single();
    };
  }

  @Override
  public String toString() {
    return "detected";
  }
}
