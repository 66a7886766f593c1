package dev.harbor.examples.reddit;

import dev.harbor.examples.support.UsageException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as people write it. */
final class SimulatedTime {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})([smhd])");

  private SimulatedTime() {}

  /** Reads {@code 90s}, {@code 30m}, {@code 6h}, {@code 2d} or ISO 8601. */
  static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw unreadable(text);
    }
    throw unreadable(text);
  }

  private static UsageException unreadable(String text) {
    return new UsageException(
        "Cannot read --advance '%s': expected a time such as 6h, 30m or PT6H".formatted(text));
  }
}
