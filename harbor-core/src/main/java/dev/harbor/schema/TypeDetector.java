package dev.harbor.schema;

/** What a first value may be taken for beyond its own JSON type, as dlt's detections. */
public enum TypeDetector {
  /** Text with a date and a time of day is a timestamp; without an offset it is in UTC. */
  ISO_TIMESTAMP,
  /** Text with a date alone, such as {@code 2024-02-29} or {@code 2024-02}, is a date. */
  ISO_DATE,
  /** A number that is a second within five years of now is a timestamp. */
  EPOCH,
  /** An integer beyond 64 bits has a column of wei, which hold 256 bits. */
  LARGE_INTEGER
}
