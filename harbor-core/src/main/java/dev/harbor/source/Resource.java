package dev.harbor.source;

import static java.util.Objects.requireNonNull;

import dev.harbor.contract.SchemaContract;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.ColumnHints;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeOptions;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.Scd2;
import dev.harbor.schema.WriteDisposition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Items of one kind, with the hints of how they are stored, and the extractor that reads them.
 * Immutable; made by {@link #builder}.
 */
public final class Resource {
  /** What was set; a copy of its own, which nobody changes. */
  private final Builder set;

  private final List<String> primaryKey;
  private final List<String> mergeKey;
  private final Map<String, ColumnDeclaration> columns;
  private final List<Function<Object, List<?>>> steps;

  private Resource(Builder builder) {
    this.set = builder.copy();
    this.primaryKey = MergeChecks.primaryKey(builder);
    this.mergeKey = MergeChecks.mergeKey(builder);
    this.columns = Collections.unmodifiableMap(new LinkedHashMap<>(builder.columns));
    this.steps = List.copyOf(builder.steps);
  }

  /** A resource that is read by an extractor. */
  public static Builder builder(String name, Extractor extractor) {
    return new Builder(name, requireNonNull(extractor, "extractor"), null);
  }

  /** A resource that is read per item of another one; needs {@link Builder#dependsOn}. */
  public static Builder dependent(String name, DependentExtractor extractor) {
    requireNonNull(extractor, "extractor");
    return new Builder(name, (context, emitter) -> {}, extractor);
  }

  /** Name, unique in its source. */
  public String name() {
    return set.name;
  }

  /** Reads the resource; does nothing in a dependent one. */
  public Extractor extractor() {
    return set.extractor;
  }

  /** Reads the resource per item of its parent; empty unless it depends on one. */
  public Optional<DependentExtractor> dependentExtractor() {
    return Optional.ofNullable(set.dependentExtractor);
  }

  /** Name of the resource that this one depends on. */
  public Optional<String> parent() {
    return Optional.ofNullable(set.parent);
  }

  /** Name of the table, before normalisation. */
  public String table() {
    return set.table == null ? set.name : set.table;
  }

  /** Fields of the primary key; empty if there is none. */
  public List<String> primaryKey() {
    return primaryKey;
  }

  /** Fields of the merge key; empty if there is none. */
  public List<String> mergeKey() {
    return mergeKey;
  }

  /** What a merge follows beside its strategy, by fields of the items. */
  public MergeOptions mergeOptions() {
    return set.mergeOptions;
  }

  /** How rows meet the table. */
  public WriteDisposition disposition() {
    return set.disposition;
  }

  /** How a merge treats existing records; empty unless the disposition is {@code MERGE}. */
  public Optional<MergeStrategy> strategy() {
    return set.disposition == WriteDisposition.MERGE
        ? Optional.of(MergeChecks.strategy(set))
        : Optional.empty();
  }

  /** The cursor. */
  public Optional<Incremental<?>> incremental() {
    return Optional.ofNullable(set.incremental);
  }

  /** Declared columns by field, in the order in which they were declared. */
  public Map<String, ColumnDeclaration> columns() {
    return columns;
  }

  /** Levels of nested tables; empty means no limit. */
  public OptionalInt maxNesting() {
    return set.maxNesting == null ? OptionalInt.empty() : OptionalInt.of(set.maxNesting);
  }

  /** How nested values are stored where that differs from the rule. */
  public NestingRules nesting() {
    return set.nesting;
  }

  /** Greatest number of items that are taken in a run. */
  public OptionalLong limit() {
    return set.limit == null ? OptionalLong.empty() : OptionalLong.of(set.limit);
  }

  /** What may change in its tables; empty means as the pipeline says. */
  public Optional<SchemaContract> contract() {
    return Optional.ofNullable(set.contract);
  }

  /**
   * What is done with each item before anything else, in order: each step gives the items that go
   * on.
   */
  public List<Function<Object, List<?>>> steps() {
    return steps;
  }

  /** A builder that holds this resource as it is. */
  public Builder toBuilder() {
    return set.copy();
  }

  /**
   * Settings of a resource; each call replaces what an earlier one said, but filters and maps add
   * up.
   */
  public static final class Builder {
    final String name;
    private final Extractor extractor;
    private final @Nullable DependentExtractor dependentExtractor;
    private @Nullable String parent;
    private @Nullable String table;
    List<String> primaryKey = List.of();
    List<String> mergeKey = List.of();
    @Nullable MergeStrategy strategy;
    MergeOptions mergeOptions = MergeOptions.none();
    WriteDisposition disposition = WriteDisposition.APPEND;
    @Nullable Incremental<?> incremental;
    final Map<String, ColumnDeclaration> columns = new LinkedHashMap<>();
    private @Nullable Integer maxNesting;
    private NestingRules nesting = NestingRules.none();
    private @Nullable Long limit;
    private @Nullable SchemaContract contract;
    private final List<Function<Object, List<?>>> steps = new ArrayList<>();

    private Builder(
        String name, Extractor extractor, @Nullable DependentExtractor dependentExtractor) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("Cannot build a resource with a blank name");
      }
      this.name = name;
      this.extractor = extractor;
      this.dependentExtractor = dependentExtractor;
    }

    private Builder copy() {
      Builder copy = new Builder(name, extractor, dependentExtractor);
      copy.parent = parent;
      copy.table = table;
      copy.primaryKey = primaryKey;
      copy.mergeKey = mergeKey;
      copy.strategy = strategy;
      copy.mergeOptions = mergeOptions;
      copy.disposition = disposition;
      copy.incremental = incremental;
      copy.columns.putAll(columns);
      copy.maxNesting = maxNesting;
      copy.nesting = nesting;
      copy.limit = limit;
      copy.contract = contract;
      copy.steps.addAll(steps);
      return copy;
    }

    /** Name of the table; the resource's name if not set. */
    public Builder table(String tableName) {
      if (tableName.isBlank()) {
        throw new IllegalArgumentException(
            "Cannot build resource '%s': the name of its table is blank".formatted(name));
      }
      this.table = tableName;
      return this;
    }

    /** Fields that identify a record. */
    public Builder primaryKey(String... fields) {
      this.primaryKey = List.of(fields);
      return this;
    }

    /** How rows meet the table; {@code APPEND} if not set. */
    public Builder disposition(WriteDisposition writeDisposition) {
      this.disposition = requireNonNull(writeDisposition, "writeDisposition");
      return this;
    }

    /** Fields of the slice that a merge replaces as a whole, such as a day. */
    public Builder mergeKey(String... fields) {
      this.mergeKey = List.of(fields);
      return this;
    }

    /** How a merge treats records; {@code UPSERT}, or {@code DELETE_INSERT} by a merge key. */
    public Builder strategy(MergeStrategy mergeStrategy) {
      this.strategy = requireNonNull(mergeStrategy, "mergeStrategy");
      return this;
    }

    /**
     * Keeps versions of records: the strategy {@code SCD2} with settings, fields by their names.
     */
    public Builder scd2(Scd2 settings) {
      this.mergeOptions = mergeOptions.withScd2(requireNonNull(settings, "settings"));
      return strategy(MergeStrategy.SCD2);
    }

    /** Lets an upsert change or delete a record only if this field is greater than before. */
    public Builder updateIfNewer(String field) {
      this.mergeOptions = mergeOptions.withUpdateIfNewer(requireNonNull(field, "field"));
      return this;
    }

    /** Makes the primary key a real one: the destination refuses a second row that has it. */
    public Builder enforcePrimaryKey() {
      this.mergeOptions = mergeOptions.enforcingKey();
      return this;
    }

    /** Field by which an item deletes its record: true, or any value if it is no boolean. */
    public Builder hardDelete(String field) {
      return hint(field, ColumnHints.none().withHardDelete());
    }

    /** Field by whose greatest (descending) or smallest value one of equal keys wins. */
    public Builder dedupSort(String field, RowOrder order) {
      return hint(field, ColumnHints.none().withDedupSort(MergeChecks.order(name, order)));
    }

    private Builder hint(String field, ColumnHints hints) {
      ColumnDeclaration said = columns.getOrDefault(field, ColumnDeclaration.untyped());
      return column(field, said.withHints(said.hints().and(hints)));
    }

    /** The cursor by which new items are told from old ones. */
    public Builder incremental(Incremental<?> cursor) {
      this.incremental = requireNonNull(cursor, "cursor");
      return this;
    }

    /**
     * Type of a column, whatever the items hold; {@code JSON} keeps a nested value in one column.
     */
    public Builder column(String field, DataType type) {
      return column(field, ColumnDeclaration.of(type));
    }

    /** What is known of a column beforehand: type, nullability, width, indexes. */
    public Builder column(String field, ColumnDeclaration declaration) {
      columns.put(field, requireNonNull(declaration, "declaration"));
      return this;
    }

    /**
     * Declares a column for each component of a record, so that the table does not depend on the
     * first values: text for {@code String}, enums and {@code UUID}, and so on for the types that
     * items may hold. A component of a primitive type is never null; every other may be, in an
     * {@code Optional} or not. Components that are records, maps or lists are left to inference.
     *
     * @throws IllegalArgumentException if a component is of a type that items cannot hold
     */
    public Builder columnsOf(Class<? extends Record> type) {
      columns.putAll(RecordColumns.of(name, type));
      return this;
    }

    /**
     * Levels of nested tables; what lies deeper stays JSON in a column.
     *
     * @param levels 0 for no nested tables at all
     */
    public Builder maxNesting(int levels) {
      if (levels < 0) {
        throw new IllegalArgumentException(
            "Cannot build resource '%s': max nesting is %d, but cannot be negative"
                .formatted(name, levels));
      }
      this.maxNesting = levels;
      return this;
    }

    /** How nested values are stored; dictionaries as columns, lists as tables if not set. */
    public Builder nesting(NestingRules rules) {
      this.nesting = requireNonNull(rules, "rules");
      return this;
    }

    /** How the value at one path is stored, beside the rules so far. */
    public Builder nesting(String path, Nesting how) {
      return nesting(nesting.at(path, how));
    }

    /** Greatest number of items taken in a run; with a cursor, only if they come in its order. */
    public Builder limit(long items) {
      if (items < 1) {
        throw new IllegalArgumentException(
            "Cannot build resource '%s': its limit is %d items, but must be at least 1"
                .formatted(name, items));
      }
      this.limit = items;
      return this;
    }

    /** What may change in its tables; as the pipeline says if not set. */
    public Builder contract(SchemaContract schemaContract) {
      this.contract = requireNonNull(schemaContract, "schemaContract");
      return this;
    }

    /** Reads this resource once per item of another one of the same source. */
    public Builder dependsOn(Resource other) {
      this.parent = other.name();
      return this;
    }

    /** Lets through only some items. */
    public Builder filter(Predicate<Object> keep) {
      requireNonNull(keep, "keep");
      steps.add(item -> keep.test(item) ? List.of(item) : List.of());
      return this;
    }

    /** Changes each item. */
    public Builder map(Function<Object, ?> change) {
      requireNonNull(change, "change");
      steps.add(item -> List.of(change.apply(item)));
      return this;
    }

    /** Makes any number of items of each. */
    public Builder flatMap(Function<Object, ? extends List<?>> change) {
      requireNonNull(change, "change");
      steps.add(change::apply);
      return this;
    }

    /**
     * The resource.
     *
     * @throws IllegalStateException if its settings contradict each other
     */
    public Resource build() {
      MergeChecks.check(this);
      if ((parent == null) != (dependentExtractor == null)) {
        throw new IllegalStateException(
            "Cannot build resource '%s': a dependent resource needs both Resource.dependent(...) and dependsOn(...)"
                .formatted(name));
      }
      if (incremental != null) {
        incremental.requireConsistent(name);
      }
      if (parent != null && incremental != null) {
        throw new IllegalStateException(
            "Cannot build resource '%s': a dependent resource has no cursor of its own; keep where it stands in the state of '%s'"
                .formatted(name, parent));
      }
      return new Resource(this);
    }
  }
}
