package dev.harbor.rest.http;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** How many requests may be sent. Confined to the lock of its limiter. */
interface Budget {
  /** Takes leave to send one request: zero; else what to wait before asking again. */
  Duration tryTake(long now);

  /** A request that was let through has no answer. */
  void failed();

  /** A request that was let through was answered. */
  void answered(RestResponse response, long now, Instant date);

  /** Requests that are left, as far as is known. */
  OptionalDouble remaining();
}
