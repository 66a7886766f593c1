package dev.harbor.rest.http;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/**
 * What an answer says of the budget. Values may be absent, decimal, or two in one header ({@code
 * "991, 98"}): the smaller budget and the longer time hold.
 *
 * @param remaining requests left in the window
 * @param used requests spent in the window
 * @param reset seconds to the end of the window
 */
record RateHeaders(OptionalDouble remaining, OptionalDouble used, OptionalDouble reset) {
  static RateHeaders of(RestResponse response, Duration window) {
    return new RateHeaders(
        smallest(response.headers("x-ratelimit-remaining")),
        parse(response.headers("x-ratelimit-used"), Math::max, Double.MAX_VALUE),
        parse(response.headers("x-ratelimit-reset"), Math::max, (double) window.toSeconds()));
  }

  private static OptionalDouble smallest(List<String> values) {
    return parse(values, Math::min, Double.MAX_VALUE);
  }

  private static OptionalDouble parse(
      List<String> values, DoubleBinaryOperator choice, double max) {
    return values.stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .mapToDouble(RateHeaders::number)
        .filter(number -> number >= 0 && number <= max)
        .reduce(choice);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
