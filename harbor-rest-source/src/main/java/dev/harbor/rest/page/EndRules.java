package dev.harbor.rest.page;

import dev.harbor.rest.json.JsonPath;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How pages that are counted come to an end.
 *
 * @param total path of a total in the body
 * @param maximum greatest number that is asked for
 * @param hasMore path of a flag in the body
 * @param endsEmpty whether a page without items is the end
 */
record EndRules(
    @Nullable String total, @Nullable Long maximum, @Nullable String hasMore, boolean endsEmpty) {
  static final EndRules USUAL = new EndRules(null, null, null, true);

  EndRules withTotal(String path) {
    return new EndRules(JsonPath.parse(path).toString(), maximum, hasMore, endsEmpty);
  }

  EndRules withMaximum(long number) {
    if (number < 0) {
      throw new IllegalArgumentException(
          "Cannot page: the maximum is %d, but cannot be negative".formatted(number));
    }
    return new EndRules(total, number, hasMore, endsEmpty);
  }

  EndRules withHasMore(String path) {
    return new EndRules(total, maximum, JsonPath.parse(path).toString(), endsEmpty);
  }

  EndRules notEmpty() {
    if (total == null && maximum == null && hasMore == null) {
      throw new IllegalStateException(
          "Cannot page beyond empty pages: nothing would end it. Call total(...), maximum(...) or hasMore(...) before");
    }
    return new EndRules(total, maximum, hasMore, false);
  }

  OptionalLong total(Page page) {
    OptionalLong found = total == null ? OptionalLong.empty() : page.number(total);
    if (total != null && found.isEmpty() && !(endsEmpty && page.size() == 0)) {
      throw page.refuse("nothing stands at '" + total + "'", "a total there");
    }
    return found;
  }

  /**
   * Whether a page is the last one.
   *
   * @param next the number that would be asked for next
   * @param end the first number behind the last page, if the total tells it
   */
  boolean isLast(Page page, long next, OptionalLong end) {
    Optional<Boolean> more = hasMore == null ? Optional.empty() : page.flag(hasMore);
    if (more.isPresent() && !more.get()) {
      return true;
    }
    if ((maximum != null && next > maximum) || (end.isPresent() && next >= end.getAsLong())) {
      return true;
    }
    if (!endsEmpty && more.isEmpty() && end.isEmpty() && maximum == null) {
      throw page.refuse("nothing stands at '" + hasMore + "'", "true or false there");
    }
    if (page.size() > 0 || !endsEmpty) {
      return false;
    }
    if (end.isPresent() || more.isPresent()) {
      throw page.refuse(
          "it has no items, but the API says that there is more (%s)"
              .formatted(end.isPresent() ? total : hasMore),
          "items, or an end that both agree on");
    }
    return true;
  }
}
