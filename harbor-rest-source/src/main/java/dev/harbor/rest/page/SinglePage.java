package dev.harbor.rest.page;

import java.util.Optional;

/** No page behind the first one. */
enum SinglePage implements Paginator {
  INSTANCE;

  @Override
  public Optional<PageToken> next(PageToken current, Page page) {
    return Optional.empty();
  }
}
