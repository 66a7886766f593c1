package dev.harbor.reddit;

import java.util.List;
import java.util.Optional;

/**
 * A page of a listing.
 *
 * @param things in the listing's order
 * @param after what the next page lies behind; empty at the end
 */
record Page(List<Thing> things, Optional<String> after) {
  Page {
    things = List.copyOf(things);
  }
}
