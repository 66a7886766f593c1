package dev.harbor.reddit.simulator;

import org.jspecify.annotations.Nullable;

/** A family of endpoints. */
interface Endpoint {
  /**
   * Answers a request that has a good token and is within its budget.
   *
   * @return null where the path belongs to another family
   */
  @Nullable Answer answer(ApiRequest request, Grant grant);
}
