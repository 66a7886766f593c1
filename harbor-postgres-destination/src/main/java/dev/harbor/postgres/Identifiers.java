package dev.harbor.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harbor.error.DestinationException;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names of schemas, tables and columns: always quoted, at most 63 bytes. */
final class Identifiers {
  /**
   * NAMEDATALEN - 1; the server cuts longer names with a mere notice, so two of them could meet.
   */
  static final int MAX_BYTES = 63;

  private Identifiers() {}

  /** A name as it stands in SQL. */
  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A table of a dataset as it stands in SQL. */
  static String quote(String dataset, String table) {
    return quote(dataset) + '.' + quote(table);
  }

  /** Names as a list in SQL. */
  static String list(Collection<String> names) {
    return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
  }

  /**
   * Refuses a name that the server would cut or cannot hold.
   *
   * @param what such as {@code column}
   */
  static void check(String what, String name) {
    if (name.getBytes(UTF_8).length > MAX_BYTES) {
      throw new DestinationException(
          "Cannot use the name '%s' for a %s: it has %d bytes, PostgreSQL allows %d. Shorten it"
              .formatted(name, what, name.getBytes(UTF_8).length, MAX_BYTES));
    }
    if (name.indexOf('\0') >= 0) {
      throw new DestinationException(
          "Cannot use a name with the character U+0000 for a " + what + ": rename it");
    }
  }
}
