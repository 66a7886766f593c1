package dev.harbor.source;

import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.Scd2;
import dev.harbor.schema.WriteDisposition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Settings of a merge that contradict each other, refused when the resource is built. */
final class MergeChecks {
  private MergeChecks() {}

  /** Fields of the key, those that declared columns name last. */
  static List<String> primaryKey(Resource.Builder resource) {
    return key(resource.primaryKey, resource, ColumnHints::primaryKey);
  }

  /** Fields of the slice, those that declared columns name last. */
  static List<String> mergeKey(Resource.Builder resource) {
    return key(resource.mergeKey, resource, ColumnHints::mergeKey);
  }

  private static List<String> key(
      List<String> fields, Resource.Builder resource, Predicate<ColumnHints> hint) {
    Set<String> key = new LinkedHashSet<>(fields);
    resource.columns.forEach(
        (field, column) -> {
          if (hint.test(column.hints())) {
            key.add(field);
          }
        });
    return List.copyOf(key);
  }

  /** The strategy that was set, or else follows from the keys. */
  static MergeStrategy strategy(Resource.Builder resource) {
    if (resource.strategy != null) {
      return resource.strategy;
    }
    return mergeKey(resource).isEmpty() ? MergeStrategy.UPSERT : MergeStrategy.DELETE_INSERT;
  }

  /** dlt's word for an order. */
  static String order(String resource, RowOrder order) {
    return switch (order) {
      case ASCENDING -> "asc";
      case DESCENDING -> "desc";
      case UNORDERED ->
          throw new IllegalArgumentException(
              "Cannot build resource '%s': dedupSort needs ASCENDING or DESCENDING, not UNORDERED"
                  .formatted(resource));
    };
  }

  static void check(Resource.Builder resource) {
    if (resource.mergeOptions.enforcesKey() && primaryKey(resource).isEmpty()) {
      throw new IllegalStateException(
          "Cannot build resource '%s': it enforces its primary key, but has none; call primaryKey(...)"
              .formatted(resource.name));
    }
    if (resource.disposition != WriteDisposition.MERGE) {
      return;
    }
    MergeStrategy strategy = strategy(resource);
    boolean keyed = !primaryKey(resource).isEmpty();
    boolean sliced = !mergeKey(resource).isEmpty();
    if (!keyed && strategy == MergeStrategy.DELETE_INSERT && !sliced) {
      throw refusal(
          resource,
          "merge strategy DELETE_INSERT needs a primary key or a merge key; call primaryKey(...) or mergeKey(...)");
    }
    if (!keyed && strategy == MergeStrategy.INSERT_ONLY) {
      throw refusal(
          resource, "merge strategy INSERT_ONLY needs a primary key; call primaryKey(...)");
    }
    if (!keyed && strategy == MergeStrategy.UPSERT) {
      throw refusal(resource, "write disposition MERGE needs a primary key; call primaryKey(...)");
    }
    if (strategy == MergeStrategy.SCD2) {
      checkVersions(resource, keyed || sliced, sliced);
    } else if (resource.mergeOptions.scd2() != null) {
      throw refusal(
          resource, "scd2(...) is set, but the strategy is %s; leave one out".formatted(strategy));
    }
    if (resource.mergeOptions.updateIfNewer() != null && strategy != MergeStrategy.UPSERT) {
      throw refusal(
          resource,
          "updateIfNewer(...) goes with the strategy UPSERT, not with %s".formatted(strategy));
    }
    requireOne(resource, "hardDelete", hints -> hints.hardDelete());
    requireOne(resource, "dedupSort", hints -> hints.dedupSort() != null);
  }

  private static void checkVersions(Resource.Builder resource, boolean known, boolean sliced) {
    Scd2 scd2 = Objects.requireNonNullElse(resource.mergeOptions.scd2(), Scd2.defaults());
    if (!scd2.retiresAbsent() && !known) {
      throw refusal(
          resource,
          "scd2 keeps absent records, but nothing says which record a version belongs to; call primaryKey(...) or mergeKey(...)");
    }
    if (scd2.retiresAbsent() && !sliced && resource.incremental != null) {
      throw refusal(
          resource,
          "with a cursor most records are absent from a load, and scd2 would retire them; call mergeKey(...), or Scd2.keepingAbsent() and primaryKey(...)");
    }
  }

  private static void requireOne(
      Resource.Builder resource, String setting, Predicate<ColumnHints> hint) {
    List<String> fields =
        resource.columns.entrySet().stream()
            .filter(column -> hint.test(column.getValue().hints()))
            .map(Map.Entry::getKey)
            .toList();
    if (fields.size() > 1) {
      throw refusal(
          resource, "%s is set for %s, but only one field can have it".formatted(setting, fields));
    }
  }

  private static IllegalStateException refusal(Resource.Builder resource, String reason) {
    return new IllegalStateException(
        "Cannot build resource '%s': %s".formatted(resource.name, reason));
  }
}
