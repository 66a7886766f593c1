package dev.harbor.reddit;

import dev.harbor.state.ResourceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gaps that a lane keeps in its state, so that none is lost before it is a row. */
final class Gaps {
  private static final int MOST = 100;
  private static final String KEY = "gaps";

  private Gaps() {}

  /** Those of a state. */
  static List<Gap> of(ResourceState state) {
    List<Gap> gaps = new ArrayList<>();
    for (Object each : state.list(KEY)) {
      if (each instanceof Map<?, ?> values) {
        gaps.add(Gap.of(values));
      }
    }
    return gaps;
  }

  /** The hole that a walk left. */
  static Gap of(String resource, ListingKey key, Gap.Hole hole, long now) {
    return new Gap(
        resource,
        key.community().key(),
        key.name(),
        hole.from(),
        hole.to(),
        "more came in than a listing holds",
        now);
  }

  /** The state with one more. */
  static ResourceState with(ResourceState state, Gap gap) {
    List<@Nullable Object> kept = new ArrayList<>(state.list(KEY));
    kept.add(gap.toState());
    return state.with(KEY, kept.subList(Math.max(0, kept.size() - MOST), kept.size()));
  }

  /** What the report says of one. */
  static String text(Gap gap) {
    Long from = gap.from();
    Long to = gap.to();
    return from == null || to == null
        ? gap.reason()
        : "gap from %s to %s: %s"
            .formatted(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), gap.reason());
  }
}
