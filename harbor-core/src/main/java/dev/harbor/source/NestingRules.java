package dev.harbor.source;

import static java.util.Objects.requireNonNull;

import dev.harbor.schema.ColumnDeclaration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How nested values of a resource are stored, where that differs from the rule. A path is the keys
 * from the item to the value, joined by points; lists on the way have no part in it, so {@code
 * comments.author} is the author of each comment. Immutable.
 */
public final class NestingRules {
  private static final NestingRules NONE = new NestingRules(Map.of(), Map.of(), Map.of(), null);

  private final Map<String, Nesting> places;
  private final Map<String, ColumnDeclaration> columns;
  private final Map<String, String> propagated;
  private final @Nullable Boolean rootKey;

  private NestingRules(
      Map<String, Nesting> places,
      Map<String, ColumnDeclaration> columns,
      Map<String, String> propagated,
      @Nullable Boolean rootKey) {
    this.places = places;
    this.columns = columns;
    this.propagated = propagated;
    this.rootKey = rootKey;
  }

  /** Dictionaries become columns, lists become nested tables. */
  public static NestingRules none() {
    return NONE;
  }

  /** These rules and another one; it holds whatever the resource's max nesting is. */
  public NestingRules at(String path, Nesting nesting) {
    return new NestingRules(
        with(places, required(path), requireNonNull(nesting, "nesting")),
        columns,
        propagated,
        rootKey);
  }

  /**
   * These rules, with a declared column of a nested table.
   *
   * @param path to the column, such as {@code comments.score}
   */
  public NestingRules column(String path, ColumnDeclaration declaration) {
    if (required(path).indexOf('.') < 0) {
      throw new IllegalArgumentException(
          "Cannot declare column '%s' of a nested table: it is a field of the item itself, expected a path with a point. Use Resource.Builder.column"
              .formatted(path));
    }
    return new NestingRules(
        places,
        with(columns, path, requireNonNull(declaration, "declaration")),
        propagated,
        rootKey);
  }

  /**
   * These rules, with a column of the root row repeated in every nested row.
   *
   * @param field of the item
   * @param column of the nested tables
   */
  public NestingRules propagating(String field, String column) {
    return new NestingRules(
        places, columns, with(propagated, required(field), required(column)), rootKey);
  }

  /**
   * These rules, with or without the id of the root row in nested rows. Unless told, nested rows of
   * merged resources have it, but under scd2; a nested table that has it keeps it.
   */
  public NestingRules withRootKey(boolean wanted) {
    return new NestingRules(places, columns, propagated, wanted);
  }

  private static String required(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("Cannot make a rule of nesting: its path is blank");
    }
    return name;
  }

  private static <T> Map<String, T> with(Map<String, T> known, String key, T value) {
    Map<String, T> more = new LinkedHashMap<>(known);
    more.put(key, value);
    return Collections.unmodifiableMap(more);
  }

  /** Rules by path. */
  public Map<String, Nesting> places() {
    return places;
  }

  /** Declared columns of nested tables, by path. */
  public Map<String, ColumnDeclaration> columns() {
    return columns;
  }

  /** Fields of the item that nested rows repeat, each with the column there. */
  public Map<String, String> propagated() {
    return propagated;
  }

  /** Whether nested rows have the id of the root row; empty for the rule. */
  public Optional<Boolean> rootKey() {
    return Optional.ofNullable(rootKey);
  }
}
