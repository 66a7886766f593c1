package dev.harbor.run;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code Pipeline.drop} drops of a source. Immutable.
 *
 * @param names patterns of which one matches the whole name of a resource that is dropped
 * @param part tables, state or both
 * @param statePaths what goes of the state: names with dots between, {@code *} for any; empty means
 *     all of it
 */
public record DropRequest(List<Pattern> names, Part part, List<String> statePaths) {
  /** Takes copies. */
  public DropRequest {
    names = List.copyOf(names);
    requireNonNull(part, "part");
    statePaths = List.copyOf(statePaths);
  }

  /** What of a resource goes. */
  public enum Part {
    /** Its tables, with all nested ones, and its state. */
    TABLES_AND_STATE,
    /** Its tables, with all nested ones. */
    TABLES,
    /** Its state. */
    STATE
  }

  /** Tables and state of resources with these names. */
  public static DropRequest of(String... resources) {
    return matching(
        Stream.of(resources)
            .map(name -> Pattern.compile(Pattern.quote(name)))
            .toArray(Pattern[]::new));
  }

  /** Tables and state of resources whose whole name one of the patterns matches. */
  public static DropRequest matching(Pattern... resources) {
    return new DropRequest(Arrays.asList(resources), Part.TABLES_AND_STATE, List.of());
  }

  /** Tables and state of every resource of the source. */
  public static DropRequest everything() {
    return matching(Pattern.compile(".*", Pattern.DOTALL));
  }

  /** The same, but the state stays. */
  public DropRequest tablesOnly() {
    return new DropRequest(names, Part.TABLES, statePaths);
  }

  /** The same, but the tables stay. */
  public DropRequest stateOnly() {
    return new DropRequest(names, Part.STATE, statePaths);
  }

  /** The same, but of the state only what stands at these paths goes. */
  public DropRequest withStatePaths(String... paths) {
    return new DropRequest(names, part, List.of(paths));
  }

  /** Whether a resource is meant. */
  public boolean means(String resource) {
    return names.stream().anyMatch(name -> name.matcher(resource).matches());
  }
}
