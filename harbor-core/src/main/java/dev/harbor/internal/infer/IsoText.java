package dev.harbor.internal.infer;

import dev.harbor.internal.normalize.PythonText;

/**
 * Reads a date, a time of day or both, in the forms that dlt takes for ISO 8601: calendar, week and
 * ordinal dates, extended or basic; and in some looser forms with slashes or colons. Fractions are
 * cut at the microsecond. Longer than others, because it is two grammars over one cursor. Confined
 * to one thread.
 */
final class IsoText {
  enum Kind {
    NONE,
    DATE,
    TIME,
    DATE_TIME
  }

  private static final int INVALID = -1;
  private static final int MINUTES_OF_DAY = 24 * 60;
  private static final long MICROS_OF_MINUTE = 60_000_000L;
  private static final long MICROS_OF_DAY = MINUTES_OF_DAY * MICROS_OF_MINUTE;
  private static final long FIRST_DAY = epochDay(1, 1, 1);
  private static final long LAST_DAY = epochDay(9999, 12, 31);
  private static final long NO_DAY = Long.MIN_VALUE;

  private char[] chars = {};
  private int start;
  private int position;
  private int end;
  private boolean loose;

  private boolean hasDate;
  private boolean hasTime;
  private boolean extended;
  private long day;
  private int hour;
  private int minute;
  private int second;
  private int micros;
  private boolean hasOffset;
  private int offsetMinutes;

  /** Reads one text; the answers below are those of the last text read. */
  Kind read(char[] text, int offset, int length) {
    chars = text;
    start = offset;
    end = offset + length;
    loose = false;
    restart();
    Kind kind = strict() && position == end ? kind() : Kind.NONE;
    return kind == Kind.NONE ? looseKind() : kind;
  }

  /** Microseconds from 1970-01-01T00:00Z; without an offset the text is taken to be in UTC. */
  long epochMicros() {
    return day * MICROS_OF_DAY + microsOfDay() - offsetMinutes * MICROS_OF_MINUTE;
  }

  long epochDay() {
    return day;
  }

  long microsOfDayInUtc() {
    return Math.floorMod(microsOfDay() - offsetMinutes * MICROS_OF_MINUTE, MICROS_OF_DAY);
  }

  boolean hasOffset() {
    return hasOffset;
  }

  private long microsOfDay() {
    return (hour * 60L + minute) * MICROS_OF_MINUTE + second * 1_000_000L + micros;
  }

  private void restart() {
    position = start;
    hasDate = false;
    hasTime = false;
    extended = false;
    day = 0;
    hour = 0;
    minute = 0;
    second = 0;
    micros = 0;
    hasOffset = false;
    offsetMinutes = 0;
  }

  private Kind kind() {
    boolean valid =
        day >= FIRST_DAY
            && day <= LAST_DAY
            && hour < 24
            && minute < 60
            && second < 60
            && Math.abs(offsetMinutes) < MINUTES_OF_DAY;
    if (!valid) {
      return Kind.NONE;
    }
    return hasDate ? hasTime ? Kind.DATE_TIME : Kind.DATE : Kind.TIME;
  }

  // The strict grammar: dates with dashes or without separators, times after T or a blank.

  private boolean strict() {
    if (peek() == 'T') {
      return separatedTime();
    }
    int century = digits(2);
    if (century == INVALID) {
      return false;
    }
    if (peek() == ':') {
      hour = century;
      extended = true;
      return restOfTime();
    }
    int yearOfCentury = digits(2);
    if (yearOfCentury == INVALID) {
      return false;
    }
    hasDate = true;
    day = restOfDate(century * 100 + yearOfCentury);
    return day != NO_DAY && (position == end || separatedTime());
  }

  private long restOfDate(int year) {
    extended = skip('-');
    if (skip('W')) {
      return restOfWeekDate(year);
    }
    int month = digits(2);
    if (month == INVALID) {
      return NO_DAY;
    }
    if (extended) {
      if (dateEnds()) {
        return calendarDay(year, month, 1);
      }
      return skip('-') ? calendarDay(year, month, digits(2)) : ordinalDay(year, month, digits(1));
    }
    int digit = digits(1);
    if (dateEnds() || digit == INVALID) {
      return ordinalDay(year, month, digit);
    }
    int last = digits(1);
    return last == INVALID ? NO_DAY : calendarDay(year, month, digit * 10 + last);
  }

  private long restOfWeekDate(int year) {
    int week = digits(2);
    int weekDay = 1;
    if (week != INVALID && !dateEnds()) {
      weekDay = extended && !skip('-') ? INVALID : digits(1);
    }
    long fourthOfJanuary = epochDay(year, 1, 4);
    int weeks = isLong(year) ? 53 : 52;
    if (week == INVALID || weekDay == INVALID || week > weeks || weekDay > 7) {
      return NO_DAY;
    }
    return fourthOfJanuary - weekDayOf(fourthOfJanuary) + (week - 1) * 7L + weekDay;
  }

  private static long ordinalDay(int year, int tens, int digit) {
    int ordinal = tens * 10 + digit;
    boolean valid = digit != INVALID && ordinal >= 1 && ordinal <= (isLeap(year) ? 366 : 365);
    return valid ? epochDay(year, 1, 1) + ordinal - 1 : NO_DAY;
  }

  private boolean separatedTime() {
    return (skip('T') || skip(' ')) && (hour = digits(2)) != INVALID && restOfTime();
  }

  private boolean restOfTime() {
    hasTime = true;
    if (position < end && !isZone(peek())) {
      boolean colons = skip(':');
      minute = digits(2);
      if (minute == INVALID) {
        return false;
      }
      if (position < end && !isZone(peek())) {
        if (colons && (!skip(':') || !extended)) {
          return false;
        }
        second = digits(2);
        if (second == INVALID || !fraction(Integer.MAX_VALUE)) {
          return false;
        }
      }
      // A date without dashes goes with a time without colons, save for hh:mm alone.
      if (!colons && extended) {
        return false;
      }
    }
    return zone();
  }

  private boolean zone() {
    if (skip('Z')) {
      hasOffset = true;
      return true;
    }
    boolean east = skip('+');
    if (!east && !skip('-')) {
      return true;
    }
    hasOffset = true;
    int hours = digits(2);
    skip(':');
    int minutes = position == end ? 0 : digits(2);
    offsetMinutes = (hours * 60 + minutes) * (east ? 1 : -1);
    return hours != INVALID && minutes != INVALID;
  }

  // The loose grammar: 2024/02/29 1:5, 2024:02:29 10:30:00.5, 2024 10:30, never with an offset.

  private Kind looseKind() {
    loose = true;
    restart();
    if (looseDate() && looseTime()) {
      return kind();
    }
    restart();
    if (looseYear() && looseTime()) {
      return kind();
    }
    restart();
    return looseTime() ? kind() : Kind.NONE;
  }

  private boolean looseDate() {
    int year = digits(4);
    skipDateSeparator();
    int month = digits(2);
    skipDateSeparator();
    int dayOfMonth = digits(2);
    hasDate = year != INVALID && month != INVALID && dayOfMonth != INVALID;
    day = hasDate ? calendarDay(year, month, dayOfMonth) : NO_DAY;
    return hasDate;
  }

  private boolean looseYear() {
    int year = digits(4);
    hasDate = year != INVALID;
    day = hasDate ? calendarDay(year, 1, 1) : NO_DAY;
    return hasDate;
  }

  private void skipDateSeparator() {
    if (!skip('/')) {
      skip(':');
    }
  }

  private boolean looseTime() {
    if (position == end) {
      return hasDate;
    }
    hasTime = true;
    skip(' ');
    hour = oneOrTwoDigits();
    minute = hour != INVALID && skip(':') ? oneOrTwoDigits() : INVALID;
    if (minute == INVALID || (skip(':') && (second = oneOrTwoDigits()) == INVALID)) {
      return false;
    }
    return (peek() == '|' ? skip('|') && fractionDigits(9) : fraction(9)) && position == end;
  }

  private int oneOrTwoDigits() {
    int first = digits(1);
    return first == INVALID || digit() == INVALID ? first : first * 10 + digits(1);
  }

  // The cursor.

  private boolean fraction(int maxDigits) {
    return !(skip('.') || skip(',')) || fractionDigits(maxDigits);
  }

  private boolean fractionDigits(int maxDigits) {
    int first = position;
    int unit = 100_000;
    for (int digit = digit(); digit != INVALID; digit = digit()) {
      position++;
      micros += digit * unit;
      unit /= 10;
    }
    return position > first && position - first <= maxDigits;
  }

  private char peek() {
    return position < end ? chars[position] : 0;
  }

  private boolean skip(char expected) {
    boolean found = position < end && chars[position] == expected;
    if (found) {
      position++;
    }
    return found;
  }

  private int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      int digit = digit();
      if (digit == INVALID) {
        return INVALID;
      }
      position++;
      value = value * 10 + digit;
    }
    return value;
  }

  /** The digit under the cursor; the loose grammar takes those of other scripts too. */
  private int digit() {
    char c = peek();
    if (c < 0x80) {
      return c >= '0' && c <= '9' ? c - '0' : INVALID;
    }
    return loose ? PythonText.digit(c) : INVALID;
  }

  private boolean dateEnds() {
    return position == end || peek() == ' ' || peek() == 'T';
  }

  private static boolean isZone(char c) {
    return c == 'Z' || c == '+' || c == '-';
  }

  // The calendar.

  private static long calendarDay(int year, int month, int dayOfMonth) {
    if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysIn(year, month)) {
      return NO_DAY;
    }
    return epochDay(year, month, dayOfMonth);
  }

  private static int daysIn(int year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /**
   * Whether the year has a week 53: it begins on a Thursday, or is leap and begins a day before.
   */
  private static boolean isLong(int year) {
    int first = weekDayOf(epochDay(year, 1, 1));
    return first == 4 || (first == 3 && isLeap(year));
  }

  /** Monday is 1. */
  private static int weekDayOf(long epochDay) {
    return (int) Math.floorMod(epochDay + 3, 7L) + 1;
  }

  /** Days from 1970-01-01, counting years from March, so that leap days come last. */
  private static long epochDay(int year, int month, int dayOfMonth) {
    long y = month <= 2 ? year - 1L : year;
    int marchBased = (month + 9) % 12;
    long daysOfYears =
        y * 365 + Math.floorDiv(y, 4L) - Math.floorDiv(y, 100L) + Math.floorDiv(y, 400L);
    return daysOfYears + (marchBased * 153 + 2) / 5 + dayOfMonth - 1 - 719_468;
  }
}
