package dev.harbor.schema;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * The logical type of a column, with the names that dlt's schema documents use.
 *
 * @see <a href="https://dlthub.com/docs/general-usage/schema#data-types">dlt: data types</a>
 */
public enum DataType {
  /** True or false. */
  BOOL("bool", Boolean.class),
  /** An integer of 64 bits. */
  BIGINT("bigint", Long.class),
  /** An IEEE 754 number of 64 bits, NaN and infinities included. */
  DOUBLE("double", Double.class),
  /** An exact decimal number; precision 38 and scale 9 unless the column says otherwise. */
  DECIMAL("decimal", BigDecimal.class),
  /** An exact decimal number with room for 256-bit integers. */
  WEI("wei", BigDecimal.class),
  /** Unicode text. */
  TEXT("text", String.class),
  /** An instant with microsecond precision; without a zone where the column says so. */
  TIMESTAMP("timestamp", Instant.class),
  /** A calendar day. */
  DATE("date", LocalDate.class),
  /** A time of day with microsecond precision. */
  TIME("time", LocalTime.class),
  /** Bytes. */
  BINARY("binary", byte[].class),
  /** A JSON document, carried as its text. */
  JSON("json", String.class);

  private final String documentName;
  private final Class<?> javaClass;

  DataType(String documentName, Class<?> javaClass) {
    this.documentName = documentName;
    this.javaClass = javaClass;
  }

  /** Name of this type in dlt's schema documents and in variant columns, such as {@code bigint}. */
  public String documentName() {
    return documentName;
  }

  /** Class of the values that a {@code Row} carries for columns of this type. */
  public Class<?> javaClass() {
    return javaClass;
  }

  /**
   * The type with a name of dlt's schema documents.
   *
   * @param name such as {@code bigint}
   * @throws IllegalArgumentException if dlt has no such type
   */
  public static DataType ofDocumentName(String name) {
    for (DataType type : values()) {
      if (type.documentName.equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "Cannot read a column of data type '" + name + "': dlt knows no such type");
  }
}
