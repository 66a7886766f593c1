package dev.harbor.rest.page;

import dev.harbor.rest.json.JsonPath;
import java.util.Optional;

/** The next address stands in the body. */
final class NextUrl implements Paginator {
  private final String path;

  NextUrl(String path) {
    this.path = JsonPath.parse(path).toString();
  }

  @Override
  public Optional<PageToken> next(PageToken current, Page page) {
    return page.text(path).map(PageToken::ofUrl);
  }

  @Override
  public String toString() {
    return "next url at " + path;
  }
}
