package dev.harbor.examples.json;

import dev.harbor.examples.support.Arguments;
import dev.harbor.examples.support.UsageException;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The options of a call that say how items are stored. */
final class ResourceOptions {
  private final Arguments arguments;

  ResourceOptions(Arguments arguments) {
    this.arguments = arguments;
  }

  Resource applyTo(Resource.Builder resource) {
    arguments
        .oneOf("disposition", List.of("append", "replace", "merge"))
        .map(word -> WriteDisposition.valueOf(word.toUpperCase(Locale.ROOT)))
        .ifPresent(resource::disposition);
    arguments
        .oneOf("strategy", List.of("upsert", "delete-insert", "insert-only", "scd2"))
        .map(word -> MergeStrategy.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
        .ifPresent(resource::strategy);
    resource.mergeKey(arguments.list("merge-key").toArray(new String[0]));
    columns(resource);
    arguments.wholeNumber("max-nesting").ifPresent(n -> resource.maxNesting(Math.toIntExact(n)));
    arguments.wholeNumber("max-rows").ifPresent(resource::limit);
    arguments.find("contract").map(ContractOption::read).ifPresent(resource::contract);
    try {
      arguments.find("cursor").ifPresent(path -> resource.incremental(Incremental.of(path)));
      return resource.build();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Declared columns and the primary key, which they may name too. */
  private void columns(Resource.Builder resource) {
    List<String> primaryKey = new ArrayList<>(arguments.list("primary-key"));
    Map<String, ColumnDeclaration> declared =
        arguments.find("columns").map(ColumnOption::read).orElse(Map.of());
    declared.forEach(
        (field, column) -> {
          resource.column(field, column);
          if (column.hints().primaryKey() && !primaryKey.contains(field)) {
            primaryKey.add(field);
          }
        });
    resource.primaryKey(primaryKey.toArray(new String[0]));
  }
}
