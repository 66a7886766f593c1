package dev.harbor.destination;

import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.WriteDisposition;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a destination can do. Immutable.
 *
 * @param maxIdentifierLength longest name of a table or column, in characters of ASCII
 * @param writeDispositions the dispositions it applies
 * @param mergeStrategies the strategies it applies under {@code MERGE}
 * @param dataTypes the types of columns it can store
 * @param reservedColumns names that no column can have; a field of that name gets another column
 * @param quarantine whether it stores the items that contracts kept out of their tables
 */
public record DestinationCapabilities(
    int maxIdentifierLength,
    Set<WriteDisposition> writeDispositions,
    Set<MergeStrategy> mergeStrategies,
    Set<DataType> dataTypes,
    Set<String> reservedColumns,
    boolean quarantine) {

  /** Takes copies. */
  public DestinationCapabilities {
    if (maxIdentifierLength < 16) {
      throw new IllegalArgumentException(
          "Cannot declare a longest identifier of %d characters: at least 16 are needed"
              .formatted(maxIdentifierLength));
    }
    writeDispositions = Set.copyOf(writeDispositions);
    mergeStrategies = Set.copyOf(mergeStrategies);
    dataTypes = Set.copyOf(dataTypes);
    reservedColumns = Set.copyOf(reservedColumns);
  }

  /** Identifiers of 63 characters, append only, every type, no quarantine. */
  public static DestinationCapabilities defaults() {
    return new DestinationCapabilities(
        63,
        Set.of(WriteDisposition.APPEND),
        Set.of(),
        EnumSet.allOf(DataType.class),
        Set.of(),
        false);
  }

  /** The same with other dispositions. */
  public DestinationCapabilities withWriteDispositions(WriteDisposition... dispositions) {
    return new DestinationCapabilities(
        maxIdentifierLength,
        Set.of(dispositions),
        mergeStrategies,
        dataTypes,
        reservedColumns,
        quarantine);
  }

  /** The same with other merge strategies. */
  public DestinationCapabilities withMergeStrategies(MergeStrategy... strategies) {
    return new DestinationCapabilities(
        maxIdentifierLength,
        writeDispositions,
        Set.of(strategies),
        dataTypes,
        reservedColumns,
        quarantine);
  }

  /** The same with another longest identifier. */
  public DestinationCapabilities withMaxIdentifierLength(int characters) {
    return new DestinationCapabilities(
        characters, writeDispositions, mergeStrategies, dataTypes, reservedColumns, quarantine);
  }

  /** The same with other column types. */
  public DestinationCapabilities withDataTypes(Set<DataType> types) {
    return new DestinationCapabilities(
        maxIdentifierLength,
        writeDispositions,
        mergeStrategies,
        types,
        reservedColumns,
        quarantine);
  }

  /** The same with other names that no column can have. */
  public DestinationCapabilities withReservedColumns(Set<String> names) {
    return new DestinationCapabilities(
        maxIdentifierLength, writeDispositions, mergeStrategies, dataTypes, names, quarantine);
  }

  /** The same, storing the items that contracts kept out of their tables. */
  public DestinationCapabilities withQuarantine() {
    return new DestinationCapabilities(
        maxIdentifierLength, writeDispositions, mergeStrategies, dataTypes, reservedColumns, true);
  }
}
