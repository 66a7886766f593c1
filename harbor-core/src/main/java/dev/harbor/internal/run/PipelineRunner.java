package dev.harbor.internal.run;

import dev.harbor.run.DropRequest;
import dev.harbor.run.Refresh;
import dev.harbor.run.ResourceReport;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunOptions;
import dev.harbor.run.RunReport;
import dev.harbor.run.SchemaPlan;
import dev.harbor.schema.SchemaDiff;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.CheckpointKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cuts a source into lanes and runs them. */
public final class PipelineRunner {
  private static final System.Logger LOG = System.getLogger("dev.harbor");

  private final RunSettings settings;

  /** A runner for one run. */
  public PipelineRunner(RunSettings settings) {
    this.settings = settings;
  }

  /**
   * Runs a source.
   *
   * @return what was done
   * @throws RunFailedException if a resource failed; the others are committed
   */
  public RunReport run(Source source, RunOptions options) {
    Instant started = settings.clock().instant();
    RunReport report = run(source, started, lanes(source, options, key -> null));
    if (options.refresh() == Refresh.DROP_SOURCES) {
      dropOthers(source.name(), report.resources());
    }
    return report;
  }

  /**
   * Runs the lanes of a source that items are kept of, with these items.
   *
   * @param kept items of a lane; null if there are none
   */
  RunReport replay(Source source, Function<CheckpointKey, @Nullable KeptItems> kept) {
    Instant started = settings.clock().instant();
    List<Lane> lanes = lanes(source, RunOptions.defaults(), kept);
    lanes.removeIf(lane -> !lane.isReplay());
    return run(source, started, lanes);
  }

  /** What a run would change. */
  public SchemaPlan plan(Source source) {
    List<SchemaPlan.Resource> resources =
        lanes(source, RunOptions.defaults(), key -> null).stream()
            .map(Lane::plan)
            .map(
                report ->
                    new SchemaPlan.Resource(
                        report.resource(),
                        report.itemsRead(),
                        report.schemaChanges().stream().findFirst().orElse(SchemaDiff.none()),
                        report.refused(),
                        report.failure()))
            .toList();
    return new SchemaPlan(settings.pipeline(), source.name(), settings.dataset(), resources);
  }

  private RunReport run(Source source, Instant started, List<Lane> lanes) {
    LOG.log(
        System.Logger.Level.INFO,
        "{0}: run of source ''{1}'' into dataset ''{2}'' started",
        settings.pipeline(),
        source.name(),
        settings.dataset());
    List<ResourceReport> resources = new LaneScheduler(settings).run(lanes);
    RunReport report =
        new RunReport(
            settings.pipeline(),
            source.name(),
            settings.dataset(),
            started,
            settings.clock().instant(),
            resources);
    settings.listener().runFinished(report);
    LOG.log(
        System.Logger.Level.INFO,
        "{0}: run finished, {1} loads committed",
        settings.pipeline(),
        report.loadIds().size());
    if (report.hasFailed()) {
      throw new RunFailedException(report);
    }
    return report;
  }

  /** Resources of the source that were not part of the run. */
  private void dropOthers(String source, List<ResourceReport> ran) {
    String names =
        ran.stream()
            .map(one -> Pattern.quote(one.resource()))
            .collect(Collectors.joining("|", "(?!(?:", ")$).*"));
    new Dropper(settings)
        .drop(source, DropRequest.matching(Pattern.compile(names, Pattern.DOTALL)));
  }

  private List<Lane> lanes(
      Source source, RunOptions options, Function<CheckpointKey, @Nullable KeptItems> kept) {
    Map<String, Resource> selected = selected(source, options);
    Map<String, List<Resource>> dependents = new LinkedHashMap<>();
    List<Resource> roots = new ArrayList<>();
    for (Resource resource : selected.values()) {
      if (resource.parent().isEmpty()) {
        roots.add(resource);
      } else {
        dependents
            .computeIfAbsent(rootOf(resource, selected), name -> new ArrayList<>())
            .add(resource);
      }
    }
    requireDistinctTables(source, selected);
    List<Lane> lanes = new ArrayList<>();
    for (Resource root : roots) {
      CheckpointKey key =
          new CheckpointKey(settings.dataset(), settings.pipeline(), source.name(), root.name());
      lanes.add(
          new Lane(
                  settings,
                  key,
                  root,
                  dependents.getOrDefault(root.name(), List.of()),
                  kept.apply(key))
              .forgetting(new LaneRefresh(options.refresh())));
    }
    return lanes;
  }

  private Map<String, Resource> selected(Source source, RunOptions options) {
    Map<String, Resource> all = new LinkedHashMap<>();
    source.resources().forEach(resource -> all.put(resource.name(), resource));
    Set<String> unknown = new TreeSet<>(options.only());
    unknown.removeAll(all.keySet());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot run resources %s of source '%s': it has %s"
              .formatted(unknown, source.name(), all.keySet()));
    }
    if (!options.only().isEmpty()) {
      all.keySet().retainAll(options.only());
    }
    if (options.tableName().isPresent() && all.size() != 1) {
      throw new IllegalArgumentException(
          "Cannot store source '%s' in table '%s': the run has %d resources, but a table can be set for one only"
              .formatted(source.name(), options.tableName().get(), all.size()));
    }
    all.replaceAll((name, resource) -> changed(resource, options));
    return all;
  }

  private Resource changed(Resource resource, RunOptions options) {
    Resource.Builder builder = resource.toBuilder();
    options.tableName().ifPresent(builder::table);
    options.keyFields().ifPresent(fields -> builder.primaryKey(fields.toArray(new String[0])));
    options.writeDisposition().ifPresent(builder::disposition);
    resource
        .incremental()
        .ifPresent(
            cursor ->
                options
                    .timeWindow()
                    .ifPresent(window -> builder.incremental(cursor.within(window))));
    options
        .schemaContract()
        .or(resource::contract)
        .or(() -> Optional.ofNullable(settings.contract()))
        .ifPresent(builder::contract);
    return builder.build();
  }

  private static String rootOf(Resource resource, Map<String, Resource> selected) {
    Resource current = resource;
    for (int hops = 0; hops <= selected.size(); hops++) {
      String parent = current.parent().orElse(null);
      if (parent == null) {
        return current.name();
      }
      Resource above = selected.get(parent);
      if (above == null) {
        throw new IllegalArgumentException(
            "Cannot run resource '%s': it depends on '%s', which is not among the resources of the run"
                .formatted(resource.name(), parent));
      }
      current = above;
    }
    throw new IllegalArgumentException(
        "Cannot run resource '%s': it depends on itself".formatted(resource.name()));
  }

  private void requireDistinctTables(Source source, Map<String, Resource> selected) {
    Map<String, String> owners = new LinkedHashMap<>();
    for (Resource resource : selected.values()) {
      String table = settings.identifiers().table(resource.table());
      String other = owners.put(table, resource.name());
      if (other != null) {
        throw new IllegalArgumentException(
            "Cannot run source '%s': resources '%s' and '%s' both own table '%s'; give one another table"
                .formatted(source.name(), other, resource.name(), table));
      }
    }
  }
}
