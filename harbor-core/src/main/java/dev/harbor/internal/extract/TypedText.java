package dev.harbor.internal.extract;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * dlt's marks of typed values in a state document: a character of the private use area, then the
 * text. By them dlt and Harbor know a date-time from a text that looks like one.
 */
final class TypedText {
  private static final char DECIMAL = '\uf026';
  private static final char INSTANT = '\uf027';
  private static final char DATE = '\uf028';
  private static final DateTimeFormatter PYTHON =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private TypedText() {}

  /** The value of a marked text: {@code BigDecimal}, {@code Instant} or {@code LocalDate}. */
  static @Nullable Object value(String stored) {
    if (stored.isEmpty()) {
      return null;
    }
    String text = stored.substring(1);
    return switch (stored.charAt(0)) {
      case DECIMAL -> new BigDecimal(text);
      case DATE -> LocalDate.parse(text);
      case INSTANT -> instant(text.replace(' ', 'T'));
      default -> null;
    };
  }

  private static Instant instant(String text) {
    int time = text.indexOf('T');
    boolean hasOffset =
        text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
    return hasOffset
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  /** An instant as Python writes it, marked. */
  static String of(Instant instant) {
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    String seconds = PYTHON.format(time);
    int micros = time.getNano() / 1_000;
    String fraction = micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros);
    return INSTANT + seconds + fraction + "+00:00";
  }

  /** A date, marked. */
  static String of(LocalDate date) {
    return DATE + date.toString();
  }
}
