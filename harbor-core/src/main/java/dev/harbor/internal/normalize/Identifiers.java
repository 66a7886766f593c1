package dev.harbor.internal.normalize;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.harbor.error.SchemaContractException;
import dev.harbor.schema.DataType;
import dev.harbor.schema.NamingConvention;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names of datasets, tables and columns as dlt's relational normaliser makes them: levels joined by
 * the convention's separator, and what is too long cut in the middle around a tag of the raw name.
 * Lengths are code points, as in dlt, and bytes of UTF-8, as in databases. Thread-safe.
 */
public final class Identifiers {
  private static final int TAG_BYTES = 4;
  private static final int TAG_LENGTH = 6;
  private static final int MAX_BYTES_PER_CHAR = 3;
  private static final int MAX_PASSES = 16;
  private static final int CACHED_CHARACTERS = 4_000_000;
  private static final int COST_OF_AN_ENTRY = 100;

  private final NamingConvention naming;
  private final String separator;
  private final int maxLength;
  private final Set<String> reserved;
  private final Cache<String, String> paths;

  /**
   * Creates the names of one destination.
   *
   * @param maxLength characters that the destination allows
   * @param reserved names that no column can have there
   */
  public Identifiers(NamingConvention naming, int maxLength, Set<String> reserved) {
    if (maxLength < TAG_LENGTH) {
      throw new IllegalArgumentException(
          "Cannot shorten identifiers to "
              + maxLength
              + " characters: the tag that keeps them apart has "
              + TAG_LENGTH);
    }
    this.naming = naming;
    this.separator = naming.separator();
    this.maxLength = maxLength;
    this.reserved = reserved;
    // On the caller's thread: Harbor has no threads of its own after a run.
    this.paths =
        Caffeine.newBuilder()
            .maximumWeight(CACHED_CHARACTERS)
            .weigher((String key, String path) -> COST_OF_AN_ENTRY + key.length() + path.length())
            .executor(Runnable::run)
            .build();
  }

  /** Name of the convention in dlt's schema documents. */
  public String conventionName() {
    return naming.documentName();
  }

  /** The column that one key of a document becomes. */
  public String column(String key) {
    String column = part(key);
    return reserved.contains(column) ? tagged(column, key) : column;
  }

  /** The part of a column's or table's path that one key of a document becomes. */
  public String part(String key) {
    return paths.get(key, this::normalizedPath);
  }

  /**
   * Another name, where a name is taken: a tag of the raw name at its end, cut to fit.
   *
   * @param raw what the name was made of; no two that are to be told apart are equal
   */
  public String tagged(String name, String raw) {
    int kept = Math.min(name.codePointCount(0, name.length()), maxLength - TAG_LENGTH - 1);
    String head = name.substring(0, name.offsetByCodePoints(0, kept));
    while (bytes(head) > maxLength - TAG_LENGTH - 1) {
      head = head.substring(0, head.offsetByCodePoints(head.length(), -1));
    }
    return head + '_' + tag(raw);
  }

  /** The column at a path of parts that are normalised already. */
  public String columnPath(List<String> normalisedParts) {
    String path = joined(normalisedParts);
    return shortened(path, path);
  }

  /** The table that a name becomes. */
  public String table(String key) {
    return part(key);
  }

  /** The table at a path of parts that are normalised already. */
  public String tablePath(List<String> parts) {
    return columnPath(parts);
  }

  /** The column for values of another type than the column has. */
  public String variant(String column, DataType type) {
    return columnPath(List.of(column, "v_" + type.documentName()));
  }

  /** The dataset of a name; two underscores separate nothing here. */
  public String dataset(String name) {
    return normalizedIdentifier(name);
  }

  private String normalizedPath(String key) {
    String once = normalizedParts(key);
    String again = normalizedParts(once);
    // Parts that begin or end with underscores may read as separators in the whole.
    for (int i = 0; i < MAX_PASSES && !again.equals(once); i++) {
      once = again;
      again = normalizedParts(once);
    }
    // dlt fails on a key of underscores only; here it is as good as empty.
    return again.isEmpty() ? naming.normalize(SnakeCase.EMPTY) : shortened(again, key);
  }

  private String normalizedParts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : split(path)) {
      if (!PythonText.isBlank(part)) {
        parts.add(normalizedIdentifier(part));
      }
    }
    return joined(parts);
  }

  private String normalizedIdentifier(String part) {
    String raw = PythonText.strip(part);
    String identifier = naming.normalize(raw.isEmpty() ? SnakeCase.EMPTY : raw);
    if (identifier.isBlank()) {
      throw new SchemaContractException(
          "Cannot name what the source calls '%s': naming convention '%s' made nothing of it, expected an identifier. Return one from normalize"
              .formatted(raw, naming.documentName()));
    }
    return shortened(identifier, raw);
  }

  /** Leftmost separators separate, so of three underscores the third belongs to the next part. */
  private List<String> split(String key) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int at;
    while ((at = key.indexOf(separator, start)) >= 0) {
      parts.add(key.substring(start, at));
      start = at + separator.length();
    }
    parts.add(key.substring(start));
    return parts;
  }

  private String joined(List<String> parts) {
    StringBuilder path = new StringBuilder();
    for (String part : parts) {
      if (!PythonText.isBlank(part)) {
        path.append(path.isEmpty() ? "" : separator).append(part);
      }
    }
    return path.toString();
  }

  private String shortened(String name, String raw) {
    if (name.length() * MAX_BYTES_PER_CHAR <= maxLength) {
      return name;
    }
    int length = name.codePointCount(0, name.length());
    if (length > maxLength) {
      int kept = maxLength - TAG_LENGTH;
      String cut = around(name, kept - kept / 2, kept / 2, tag(raw));
      return bytes(cut) <= maxLength ? cut : shortenedToBytes(name, raw);
    }
    return bytes(name) <= maxLength ? name : shortenedToBytes(name, raw);
  }

  /** Databases count bytes, and cut what is too long without a word. */
  private String shortenedToBytes(String name, String raw) {
    String tag = tag(raw);
    int kept = Math.min(maxLength, name.codePointCount(0, name.length())) - 1;
    String cut = around(name, kept - kept / 2, kept / 2, tag);
    // A convention that changes tags, which are in lower case, never leaves a cut name alone.
    boolean keepsTags = normalizedParts('a' + tag).equals('a' + tag);
    while (bytes(cut) > maxLength || (keepsTags && kept > 0 && !normalizedParts(cut).equals(cut))) {
      kept--;
      cut = around(name, kept - kept / 2, kept / 2, tag);
    }
    return cut;
  }

  private static String around(String name, int head, int tail, String tag) {
    int length = name.codePointCount(0, name.length());
    return name.substring(0, name.offsetByCodePoints(0, head))
        + tag
        + name.substring(name.offsetByCodePoints(0, length - tail));
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String tag(String raw) {
    byte[] digest = Shake128.digest(raw.getBytes(StandardCharsets.UTF_8), TAG_BYTES);
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(digest)
        .replace('/', 'a')
        .replace('+', 'b')
        .toLowerCase(Locale.ROOT);
  }
}
