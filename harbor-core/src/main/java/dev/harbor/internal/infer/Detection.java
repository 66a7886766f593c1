package dev.harbor.internal.infer;

import dev.harbor.internal.json.JsonNumber;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TypeDetector;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What first values are taken for, by the detectors that are on. Confined to one thread. */
final class Detection {
  /** Greatest integer that dlt takes for wei; beyond it is text. */
  private static final BigInteger MAX_WEI =
      new BigInteger("578960446186580977117854925043439539266");

  private static final double EPOCH_SECONDS = Duration.ofDays(5 * 365L).toSeconds();

  private final boolean timestamps;
  private final boolean dates;
  private final boolean epochs;
  private final boolean largeIntegers;
  private final IsoTimestamp timestamp = new IsoTimestamp();
  private final IsoText date = new IsoText();

  Detection(Set<TypeDetector> detectors) {
    this.timestamps = detectors.contains(TypeDetector.ISO_TIMESTAMP);
    this.dates = detectors.contains(TypeDetector.ISO_DATE);
    this.epochs = detectors.contains(TypeDetector.EPOCH);
    this.largeIntegers = detectors.contains(TypeDetector.LARGE_INTEGER);
  }

  InferredType ofText(char[] chars, int offset, int length) {
    if (timestamps && timestamp.parse(chars, offset, length)) {
      return InferredType.of(DataType.TIMESTAMP);
    }
    boolean isDate = dates && date.read(chars, offset, length) == IsoText.Kind.DATE;
    return InferredType.of(isDate ? DataType.DATE : DataType.TEXT);
  }

  InferredType ofNumber(DataType own, double number) {
    boolean isEpoch = epochs && Math.abs(number - Instant.now().getEpochSecond()) <= EPOCH_SECONDS;
    return InferredType.of(isEpoch ? DataType.TIMESTAMP : own);
  }

  InferredType ofWideInteger(JsonNumber number) {
    if (!largeIntegers || number.token().startsWith("-")) {
      return InferredType.ofNumber(number);
    }
    boolean isWei = number.bigInteger().compareTo(MAX_WEI) <= 0;
    return InferredType.of(isWei ? DataType.WEI : DataType.TEXT);
  }
}
