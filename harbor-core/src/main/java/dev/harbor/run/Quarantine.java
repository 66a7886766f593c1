package dev.harbor.run;

import static java.util.Objects.requireNonNull;

import dev.harbor.destination.DatasetReader;
import dev.harbor.destination.DatasetReader.Kept;
import dev.harbor.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What contracts kept out of the tables of a pipeline's dataset. Read anew with each call;
 * thread-safe.
 */
public final class Quarantine {
  private final DatasetReader reader;
  private final String dataset;
  private final String pipeline;
  private final Actions actions;

  /** The quarantine of a pipeline. */
  public Quarantine(DatasetReader reader, String dataset, String pipeline, Actions actions) {
    this.reader = requireNonNull(reader, "reader");
    this.dataset = requireNonNull(dataset, "dataset");
    this.pipeline = requireNonNull(pipeline, "pipeline");
    this.actions = requireNonNull(actions, "actions");
  }

  /** What can be done with what is kept. Implemented by Harbor. */
  public interface Actions {
    /** Loads what is kept for a source, see {@link Quarantine#replay}. */
    RunReport replay(Source source);

    /** Forgets what is kept, see {@link Quarantine#clear}. */
    long clear();
  }

  /** Hands over every item that is kept, in the order in which it was refused. */
  public void forEach(Consumer<Kept> consumer) {
    reader.readQuarantine(dataset, pipeline, consumer);
  }

  /** Every item that is kept, in the order in which it was refused; all in memory. */
  public List<Kept> items() {
    List<Kept> items = new ArrayList<>();
    forEach(items::add);
    return List.copyOf(items);
  }

  /** Number of items that are kept. */
  public long count() {
    long[] count = {0};
    forEach(item -> count[0]++);
    return count[0];
  }

  /**
   * Loads the kept items of a source's resources again, by the contracts that the resources and the
   * pipeline have now. In one transaction per resource, what fits goes to its tables and leaves the
   * quarantine; what is refused again stays, with its new reason. Cursors stay where they are, and
   * nothing is asked of the source.
   *
   * @param source the source that the items came from, with its resources as they are now
   * @return what was loaded; resources of which nothing is kept are not in it
   * @throws RunFailedException if a resource failed; its items are kept as they were
   * @throws IllegalArgumentException if items are kept of a resource that replaces its tables: run
   *     it again instead
   */
  public RunReport replay(Source source) {
    return actions.replay(requireNonNull(source, "source"));
  }

  /**
   * Forgets every item that is kept; rows in tables stay.
   *
   * @return number of items forgotten
   */
  public long clear() {
    return actions.clear();
  }
}
