package dev.harbor.reddit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a listing brought.
 *
 * @param key the listing
 * @param things what is new, oldest first
 * @param state what the next look begins with, once the things are emitted; null if nothing changes
 * @param hole where something is missing; null if nothing is
 * @param refusal why the listing is followed no longer; null if it is
 */
record StreamBatch(
    ListingKey key,
    List<Thing> things,
    @Nullable WalkState state,
    Gap.@Nullable Hole hole,
    @Nullable String refusal) {
  StreamBatch {
    things = List.copyOf(things);
  }

  static StreamBatch dropped(ListingKey key, String refusal) {
    return new StreamBatch(key, List.of(), null, null, refusal);
  }
}
