package dev.harbor.reddit;

import dev.harbor.state.ResourceState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the last complete walk of a listing left behind. Immutable.
 *
 * @param cursor greatest creation time seen, in seconds; null before the first complete walk
 * @param since how far back the walks reached, in seconds; null if to the listing's end
 * @param walks number of complete walks that found something new
 * @param recent ids in the listing's order, newest walk first
 * @param open whether a later walk began and did not come to its end
 */
record WalkState(
    @Nullable Long cursor, @Nullable Long since, long walks, Set<String> recent, boolean open) {
  /** As many as a listing holds. */
  static final int MAX_RECENT = 1_000;

  static final WalkState NONE = new WalkState(null, null, 0, Set.of(), false);

  WalkState {
    recent = Collections.unmodifiableSet(recent);
  }

  /** The state that {@link #toState} made. */
  static WalkState of(ResourceState state) {
    if (state.isEmpty()) {
      return NONE;
    }
    String recent = state.text("recent").orElse("");
    return new WalkState(
        state.number("cursor").orElse(null),
        state.number("since").orElse(null),
        state.number("walks").orElse(0L),
        recent.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(recent.split(" ", -1))),
        Boolean.TRUE.equals(state.values().get("open")));
  }

  /** Ids are one text, so that a thousand of them take eight kilobytes. */
  ResourceState toState() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (cursor != null) {
      values.put("cursor", cursor);
    }
    if (since != null) {
      values.put("since", since);
    }
    values.put("walks", walks);
    values.put("recent", String.join(" ", recent));
    if (open) {
      values.put("open", true);
    }
    return ResourceState.of(values);
  }

  WalkState opened() {
    return new WalkState(cursor, since, walks, recent, true);
  }

  /** The same with things that were met beside the walk. */
  WalkState with(List<Thing> late) {
    Set<String> more = new LinkedHashSet<>(recent);
    late.forEach(thing -> more.add(thing.id()));
    return new WalkState(cursor, since, walks, more, open);
  }

  /** Whether the last complete walk reached as far back as a walk with this bound would. */
  boolean reaches(@Nullable Long bound) {
    return since == null || (bound != null && bound >= since);
  }
}
