package dev.harbor.rest;

import dev.harbor.error.SourceException;
import dev.harbor.rest.page.Page;
import dev.harbor.rest.page.PageToken;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Notices that a walk through pages would never end. Confined to one thread. */
final class CircleGuard {
  private static final int EMPTY_PAGES = 1_000;

  private final String resource;
  private @Nullable PageToken kept;
  private long pages;
  private long keepAt = 1;
  private int emptyPages;
  private byte[] lastItems = new byte[0];

  CircleGuard(String resource) {
    this.resource = resource;
  }

  /** Throws if a page or its token was there before. */
  void check(PageToken token, Page page) {
    if (token.equals(kept)) {
      throw circle(page, "its pages lead back to '%s', which was read before".formatted(token));
    }
    pages++;
    // Brent's way to find any circle while keeping one token only.
    if (pages == keepAt) {
      kept = token;
      keepAt *= 2;
    }
    if (page.size() == 0) {
      if (++emptyPages >= EMPTY_PAGES) {
        throw circle(page, "%d pages in a row have no items".formatted(emptyPages));
      }
      return;
    }
    emptyPages = 0;
    byte[] items = digest(page);
    if (MessageDigest.isEqual(items, lastItems)) {
      throw circle(page, "'%s' has the items of the page before once more".formatted(token));
    }
    lastItems = items;
  }

  private SourceException circle(Page page, String found) {
    return new SourceException(
        "Cannot read resource '%s' to its end: %s, expected other pages of '%s' or an end. Check the paginator: its parameters, the total, the maximum"
            .formatted(resource, found, page.request()));
  }

  private static byte[] digest(Page page) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      page.items().forEach(digest::update);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
