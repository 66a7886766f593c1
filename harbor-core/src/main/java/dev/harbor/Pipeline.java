package dev.harbor;

import static java.util.Objects.requireNonNull;

import dev.harbor.contract.SchemaContract;
import dev.harbor.destination.DatasetReader;
import dev.harbor.destination.Destination;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.internal.normalize.Identifiers;
import dev.harbor.internal.run.Dropper;
import dev.harbor.internal.run.PipelineRunner;
import dev.harbor.internal.run.QuarantineActions;
import dev.harbor.internal.run.QuietListener;
import dev.harbor.internal.run.RunSettings;
import dev.harbor.run.DropRequest;
import dev.harbor.run.LoadedRows;
import dev.harbor.run.PipelineListener;
import dev.harbor.run.Quarantine;
import dev.harbor.run.RetryPolicy;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunOptions;
import dev.harbor.run.RunReport;
import dev.harbor.run.SchemaPlan;
import dev.harbor.run.SegmentLimits;
import dev.harbor.schema.NamingConvention;
import dev.harbor.schema.TypeInference;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.state.LoadId;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads sources into a dataset of a destination, again and again, each time only what is new.
 * Immutable; safe for several threads, but of two runs of one pipeline at once only one commits.
 */
public final class Pipeline {
  private final RunSettings settings;

  private Pipeline(RunSettings settings) {
    this.settings = settings;
  }

  /**
   * A pipeline's settings, to be completed.
   *
   * @param name identity of the pipeline's state in the dataset; the same in every run
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Name of the pipeline. */
  public String name() {
    return settings.pipeline();
  }

  /** Normalised name of the dataset. */
  public String dataset() {
    return settings.dataset();
  }

  /**
   * Loads what is new in a source: rows, changes of tables and cursor of each resource in one
   * transaction.
   *
   * @return what was done, resource by resource
   * @throws RunFailedException if a resource failed; what the others loaded is committed
   */
  public RunReport run(Source source) {
    return run(source, RunOptions.defaults());
  }

  /**
   * Loads what is new in a source, with settings of this run.
   *
   * @return what was done, resource by resource
   * @throws RunFailedException if a resource failed; what the others loaded is committed
   */
  public RunReport run(Source source, RunOptions options) {
    return new PipelineRunner(settings).run(source, options);
  }

  /**
   * Loads items that are at hand, in a resource and table of this name.
   *
   * @param name of the resource
   * @param items each a map, a record or a scalar
   * @return what was done
   * @throws RunFailedException if the items could not be loaded; nothing was stored
   */
  public RunReport run(String name, Iterable<?> items) {
    return run(name, items, RunOptions.defaults());
  }

  /**
   * Loads items that are at hand, with settings of this run.
   *
   * @param name of the resource
   * @param items each a map, a record or a scalar
   * @return what was done
   * @throws RunFailedException if the items could not be loaded; nothing was stored
   */
  public RunReport run(String name, Iterable<?> items, RunOptions options) {
    requireNonNull(items, "items");
    Resource resource =
        Resource.builder(
                name,
                (context, emitter) -> {
                  for (Object item : items) {
                    if (!emitter.emit(item)) {
                      return;
                    }
                  }
                })
            .build();
    return run(Source.of(settings.pipeline(), resource), options);
  }

  /**
   * Drops tables and state of resources that this pipeline loaded, each resource in one
   * transaction; the next run loads them from the start. After a failure it may be called again.
   *
   * @param source name of the source that the resources belong to
   * @param request what goes
   * @return names of the tables that were dropped
   * @throws UnsupportedOperationException if the destination does not say what it has
   */
  public List<String> drop(String source, DropRequest request) {
    return new Dropper(settings).drop(source, request);
  }

  /**
   * The rows that loads left in the dataset.
   *
   * @param loadIds as {@link RunReport#loadIds()} gives them
   * @throws UnsupportedOperationException if the destination cannot be read
   */
  public LoadedRows rows(Collection<LoadId> loadIds) {
    if (!(settings.destination() instanceof DatasetReader reader)) {
      throw new UnsupportedOperationException(
          "Cannot read rows back: destination '%s' can only be loaded"
              .formatted(settings.destination().name()));
    }
    return new LoadedRows(reader, settings.dataset(), loadIds);
  }

  /**
   * What a run would change in the tables, found by reading the source as a run does. Loads nothing
   * and moves no cursor.
   *
   * @return the changes, resource by resource, against what is really there where the destination
   *     can tell, otherwise against the last load
   */
  public SchemaPlan plan(Source source) {
    return new PipelineRunner(settings).plan(source);
  }

  /**
   * What contracts kept out of the tables: to be read, loaded again, or forgotten.
   *
   * @throws UnsupportedOperationException if the destination keeps nothing
   */
  public Quarantine quarantine() {
    Destination where = settings.destination();
    if (!(where instanceof DatasetReader reader) || !where.capabilities().quarantine()) {
      throw new UnsupportedOperationException(
          "Cannot read the quarantine: destination '%s' has none".formatted(where.name()));
    }
    return new Quarantine(
        reader, settings.dataset(), settings.pipeline(), new QuarantineActions(settings, reader));
  }

  /** Settings of a pipeline; each may be set once. */
  public static final class Builder {
    private static final long MEMORY_BYTES = 4L * 1024 * 1024;

    private final String name;
    private @Nullable Destination destination;
    private @Nullable String dataset;
    private NamingConvention naming = NamingConvention.snakeCase();
    private @Nullable SchemaContract contract;
    private TypeInference inference = TypeInference.defaults();
    private int parallelism = 1;
    private SegmentLimits limits = SegmentLimits.none();
    private RetryPolicy retries = RetryPolicy.exponential();
    private Clock clock = Clock.systemUTC();
    private PipelineListener listener = new PipelineListener() {};

    private Builder(String name) {
      requireNonNull(name, "name");
      if (name.isBlank()) {
        throw new IllegalArgumentException("Cannot build a pipeline with a blank name");
      }
      this.name = name;
    }

    /** Where rows go. */
    public Builder destination(Destination where) {
      if (destination != null) {
        throw new IllegalStateException(
            "Destination was already set to '%s'".formatted(destination.name()));
      }
      this.destination = requireNonNull(where, "where");
      return this;
    }

    /**
     * Name of the dataset, before normalisation; the pipeline's name and {@code _dataset} if not
     * set.
     */
    public Builder dataset(String datasetName) {
      if (dataset != null) {
        throw new IllegalStateException("Dataset was already set to '%s'".formatted(dataset));
      }
      if (datasetName.isBlank()) {
        throw new IllegalArgumentException(
            "Cannot build pipeline '%s': the name of its dataset is blank".formatted(name));
      }
      this.dataset = datasetName;
      return this;
    }

    /** How names of the source become identifiers; dlt's snake case if not set. */
    public Builder naming(NamingConvention convention) {
      this.naming = requireNonNull(convention, "convention");
      return this;
    }

    /**
     * What may change in tables of resources that say nothing of it; if not set, what is stored
     * with a table holds on, and tables without a stored contract evolve.
     */
    public Builder contract(SchemaContract schemaContract) {
      this.contract = requireNonNull(schemaContract, "schemaContract");
      return this;
    }

    /** How columns get their types; {@link TypeInference#defaults()} if not set. */
    public Builder inference(TypeInference typeInference) {
      this.inference = requireNonNull(typeInference, "typeInference");
      return this;
    }

    /** Greatest number of resources that are read and loaded at once; 1 if not set. */
    public Builder parallelism(int lanes) {
      if (lanes < 1) {
        throw new IllegalArgumentException(
            "Cannot build pipeline '%s': parallelism is %d, but must be at least 1"
                .formatted(name, lanes));
      }
      this.parallelism = lanes;
      return this;
    }

    /** When a long run commits in between; only at its end if not set. */
    public Builder segmentLimits(SegmentLimits segmentLimits) {
      this.limits = requireNonNull(segmentLimits, "segmentLimits");
      return this;
    }

    /** How often a load is tried again; {@link RetryPolicy#exponential()} if not set. */
    public Builder retryPolicy(RetryPolicy policy) {
      this.retries = requireNonNull(policy, "policy");
      return this;
    }

    /** The clock of load ids and reports; for tests. */
    public Builder clock(Clock runClock) {
      this.clock = requireNonNull(runClock, "runClock");
      return this;
    }

    /** Who hears what a run does. */
    public Builder listener(PipelineListener pipelineListener) {
      this.listener = requireNonNull(pipelineListener, "pipelineListener");
      return this;
    }

    /**
     * The pipeline.
     *
     * @throws IllegalStateException if no destination is set
     */
    public Pipeline build() {
      Destination where = destination;
      if (where == null) {
        throw new IllegalStateException(
            "Cannot build pipeline '%s': no destination is set; call destination(...)"
                .formatted(name));
      }
      DestinationCapabilities can = where.capabilities();
      Identifiers identifiers =
          new Identifiers(naming, can.maxIdentifierLength(), can.reservedColumns());
      String datasetName = identifiers.dataset(dataset == null ? name + "_dataset" : dataset);
      return new Pipeline(
          new RunSettings(
              name,
              datasetName,
              where,
              identifiers,
              contract,
              inference,
              limits,
              retries,
              parallelism,
              MEMORY_BYTES,
              clock,
              new QuietListener(listener)));
    }
  }
}
