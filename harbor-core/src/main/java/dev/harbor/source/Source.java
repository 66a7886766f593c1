package dev.harbor.source;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A place that data comes from, as resources that are loaded together. Its name is also the name of
 * dlt's schema.
 */
public interface Source {
  /** Name, the same in every run. */
  String name();

  /** Resources with distinct names; no request is made for the answer. */
  List<Resource> resources();

  /**
   * A source of these resources.
   *
   * @throws IllegalArgumentException if the name is blank or two resources have one name
   */
  static Source of(String name, Resource... resources) {
    return new ListedSource(name, List.of(resources));
  }

  /**
   * This source with one resource changed: other keys, another table, a filter.
   *
   * @param resource name of the resource
   * @param change gets a builder that holds the resource as it is
   * @return a source that leaves this one as it was
   * @throws IllegalArgumentException if there is no such resource
   */
  default Source with(String resource, UnaryOperator<Resource.Builder> change) {
    requireNonNull(change, "change");
    List<Resource> changed = new ArrayList<>();
    boolean found = false;
    for (Resource each : resources()) {
      boolean match = each.name().equals(resource);
      found |= match;
      changed.add(match ? change.apply(each.toBuilder()).build() : each);
    }
    if (!found) {
      throw new IllegalArgumentException(
          "Cannot change resource '%s' of source '%s': it has %s"
              .formatted(resource, name(), resources().stream().map(Resource::name).toList()));
    }
    return new ListedSource(name(), changed);
  }
}
