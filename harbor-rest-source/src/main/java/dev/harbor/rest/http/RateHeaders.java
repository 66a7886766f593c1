package dev.harbor.rest.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * What an answer says of the budget. Values may be absent, decimal, or two in one header ({@code
 * "991, 98"}): the smaller budget and the longer time hold.
 *
 * @param remaining requests left in the window
 * @param used requests spent in the window
 * @param reset seconds to the end of the window
 */
record RateHeaders(OptionalDouble remaining, OptionalDouble used, OptionalDouble reset) {
  private static final double EPOCH = 1e9;

  static RateHeaders of(RestResponse response, Duration window, Instant now) {
    OptionalDouble remaining = values(response, "remaining", Math::min, Double.MAX_VALUE, n -> n);
    // GitHub says when the window ends, Reddit in how many seconds.
    double today = now.toEpochMilli() / 1000.0;
    OptionalDouble reset =
        values(
            response,
            "reset",
            Math::max,
            (double) window.toSeconds(),
            n -> n < EPOCH ? n : Math.max(0, n - today));
    OptionalDouble used = values(response, "used", Math::max, Double.MAX_VALUE, n -> n);
    OptionalDouble limit = values(response, "limit", Math::max, Double.MAX_VALUE, n -> n);
    if (used.isEmpty() && limit.isPresent() && remaining.isPresent()) {
      used = OptionalDouble.of(Math.max(0, limit.getAsDouble() - remaining.getAsDouble()));
    }
    return new RateHeaders(remaining, used, reset);
  }

  private static OptionalDouble values(
      RestResponse response,
      String name,
      DoubleBinaryOperator choice,
      double max,
      DoubleUnaryOperator change) {
    for (String prefix : List.of("x-ratelimit-", "ratelimit-", "x-rate-limit-")) {
      List<String> values = response.headers(prefix + name);
      if (!values.isEmpty()) {
        return values.stream()
            .flatMap(value -> List.of(value.split(",", -1)).stream())
            .mapToDouble(RateHeaders::number)
            .map(change)
            .filter(number -> number >= 0 && number <= max)
            .reduce(choice);
      }
    }
    return OptionalDouble.empty();
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
