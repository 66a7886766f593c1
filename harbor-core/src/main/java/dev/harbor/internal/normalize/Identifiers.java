package dev.harbor.internal.normalize;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
 * two underscores, and what is too long cut in the middle around a tag of the raw name. Lengths are
 * code points. Thread-safe.
 */
public final class Identifiers {
  private static final String SEPARATOR = "__";
  private static final int TAG_BYTES = 4;
  private static final int TAG_LENGTH = 6;
  private static final int CACHED_CHARACTERS = 4_000_000;
  private static final int COST_OF_AN_ENTRY = 100;

  private final NamingConvention naming;
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
    int length = name.codePointCount(0, name.length());
    int kept = Math.min(length, maxLength - TAG_LENGTH - 1);
    return name.substring(0, name.offsetByCodePoints(0, kept)) + '_' + tag(raw);
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
    List<String> parts = new ArrayList<>();
    for (String part : split(key)) {
      if (!PythonText.isBlank(part)) {
        parts.add(normalizedIdentifier(part));
      }
    }
    // dlt fails on a key of underscores only; here it is as good as empty.
    return parts.isEmpty() ? SnakeCase.EMPTY : shortened(joined(parts), key);
  }

  private String normalizedIdentifier(String part) {
    String raw = PythonText.strip(part);
    return shortened(naming.normalize(raw), raw);
  }

  /** Leftmost pairs of underscores separate, so of three the third belongs to the next part. */
  private static List<String> split(String key) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int separator;
    while ((separator = key.indexOf(SEPARATOR, start)) >= 0) {
      parts.add(key.substring(start, separator));
      start = separator + SEPARATOR.length();
    }
    parts.add(key.substring(start));
    return parts;
  }

  private static String joined(List<String> parts) {
    StringBuilder path = new StringBuilder();
    for (String part : parts) {
      if (!PythonText.isBlank(part)) {
        path.append(path.isEmpty() ? "" : SEPARATOR).append(part);
      }
    }
    return path.toString();
  }

  private String shortened(String name, String raw) {
    if (name.length() <= maxLength) {
      return name;
    }
    int length = name.codePointCount(0, name.length());
    if (length <= maxLength) {
      return name;
    }
    int kept = maxLength - TAG_LENGTH;
    int tail = kept / 2;
    return name.substring(0, name.offsetByCodePoints(0, kept - tail))
        + tag(raw)
        + name.substring(name.offsetByCodePoints(0, length - tail));
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
