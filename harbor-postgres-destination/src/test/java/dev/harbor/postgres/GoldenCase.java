package dev.harbor.postgres;

import dev.harbor.Pipeline;
import dev.harbor.contract.ContractMode;
import dev.harbor.contract.SchemaContract;
import dev.harbor.run.RunFailedException;
import dev.harbor.schema.ColumnDeclaration;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder of golden documents: what is loaded, how, and what the real dlt stored of it. Immutable.
 */
final class GoldenCase {
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "description",
          "harborDiffers",
          "table",
          "disposition",
          "strategy",
          "primaryKey",
          "mergeKey",
          "cursor",
          "maxNesting",
          "columns",
          "contract");

  private static final ThreadLocal<Throwable> LAST_FAILURE = new ThreadLocal<>();

  private final Path folder;
  private final Map<String, Object> settings;

  private GoldenCase(Path folder) {
    this.folder = folder;
    this.settings = Json.object(text(folder.resolve("settings.json")));
  }

  /** The case of this name among the test's resources. */
  static GoldenCase named(String name) {
    return new GoldenCase(resources().resolve(name));
  }

  /** Folder of all cases. */
  static Path resources() {
    URL url = GoldenCase.class.getResource("/golden");
    if (url == null) {
      throw new IllegalStateException("no resource /golden");
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A text file of the golden folder, or of a case in it. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  /** Whether dlt's outcome is a defect that Harbor does not repeat. */
  boolean isDefectOfDlt() {
    return settings.containsKey("harborDiffers");
  }

  Map<String, Object> expected() {
    return Json.object(text(folder.resolve("expected.json")));
  }

  /** Runs all loads, one after the other; returns the outcome of each. */
  List<String> loadInto(Pipeline pipeline) {
    List<Map<String, Object>> perLoad = Json.elements(settings, "loads");
    List<String> outcomes = new ArrayList<>();
    for (int n = 1; Files.exists(documents(n)); n++) {
      Map<String, Object> own = new LinkedHashMap<>(settings);
      own.remove("loads");
      if (n <= perLoad.size()) {
        own.putAll(perLoad.get(n - 1));
      }
      Resource resource = resource(own, documents(n));
      outcomes.add(outcome(pipeline, Source.of(pipeline.name(), resource)));
    }
    return outcomes;
  }

  private Path documents(int load) {
    return folder.resolve("load-" + load + ".jsonl");
  }

  private static String outcome(Pipeline pipeline, Source source) {
    try {
      return pipeline.run(source).isEmpty() ? "nothing new" : "loaded";
    } catch (RunFailedException e) {
      LAST_FAILURE.set(e);
      return "error";
    }
  }

  /** Why a load of this thread failed last. */
  static Throwable lastFailure() {
    return java.util.Objects.requireNonNull(LAST_FAILURE.get(), "no load failed");
  }

  private static Resource resource(Map<String, Object> settings, Path documents) {
    requireUnderstood(settings);
    Resource.Builder builder =
        Resource.builder(
            String.valueOf(settings.getOrDefault("table", "items")),
            (context, emitter) -> {
              try (InputStream json = Files.newInputStream(documents)) {
                emitter.emitJson(json);
              }
            });
    if (settings.get("disposition") instanceof String disposition) {
      builder.disposition(WriteDisposition.valueOf(disposition.toUpperCase(Locale.ROOT)));
    }
    if (settings.get("strategy") instanceof String strategy) {
      builder.strategy(MergeStrategy.valueOf(strategy.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
    List<String> key = Json.elements(settings, "primaryKey");
    if (!key.isEmpty()) {
      builder.primaryKey(key.toArray(String[]::new));
    }
    List<String> slice = Json.elements(settings, "mergeKey");
    builder.mergeKey(slice.toArray(String[]::new));
    if (settings.get("cursor") instanceof String path) {
      builder.incremental(Incremental.of(path));
    }
    if (settings.get("maxNesting") instanceof Long levels) {
      builder.maxNesting(levels.intValue());
    }
    Object contract = settings.get("contract");
    if (contract != null) {
      builder.contract(contract(contract));
    }
    Json.member(settings, "columns").forEach((column, hints) -> declare(builder, column, hints));
    return builder.build();
  }

  private static SchemaContract contract(Object said) {
    if (said instanceof String mode) {
      return SchemaContract.of(ContractMode.ofDocumentName(mode));
    }
    Map<?, ?> modes = (Map<?, ?>) said;
    return SchemaContract.evolve()
        .withTables(mode(modes.get("tables")))
        .withColumns(mode(modes.get("columns")))
        .withDataTypes(mode(modes.get("data_type")));
  }

  private static ContractMode mode(@Nullable Object name) {
    return name == null ? ContractMode.EVOLVE : ContractMode.ofDocumentName(String.valueOf(name));
  }

  private static void declare(Resource.Builder builder, String column, Object hints) {
    Map<String, Object> said = Json.asObject(hints);
    ColumnDeclaration declared =
        said.get("data_type") instanceof String type
            ? ColumnDeclaration.of(DataType.ofDocumentName(type))
            : ColumnDeclaration.untyped();
    for (Map.Entry<String, Object> hint : said.entrySet()) {
      declared =
          switch (hint.getKey()) {
            case "data_type", "scale" -> declared;
            case "nullable" ->
                Boolean.TRUE.equals(hint.getValue()) ? declared.optional() : declared.required();
            case "precision" ->
                said.get("scale") instanceof Long scale
                    ? declared.withPrecision(width(hint.getValue()), scale.intValue())
                    : declared.withPrecision(width(hint.getValue()));
            case "timezone" ->
                Boolean.FALSE.equals(hint.getValue()) ? declared.withoutTimezone() : declared;
            case "unique" -> declared.unique();
            case "hard_delete" -> declared.withHints(declared.hints().withHardDelete());
            case "dedup_sort" ->
                declared.withHints(declared.hints().withDedupSort(String.valueOf(hint.getValue())));
            default -> throw new UnsupportedOperationException("column hint " + hint);
          };
    }
    builder.column(column, declared);
  }

  private static int width(Object value) {
    return ((Long) value).intValue();
  }

  private static void requireUnderstood(Map<String, Object> settings) {
    settings.forEach(
        (key, value) -> {
          if (!UNDERSTOOD.contains(key)) {
            throw new UnsupportedOperationException("setting %s = %s".formatted(key, value));
          }
        });
  }

  @Override
  public String toString() {
    return name();
  }
}
