package dev.harbor.source;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A source whose resources are at hand. Immutable. */
record ListedSource(String name, List<Resource> resources) implements Source {
  ListedSource {
    if (name.isBlank()) {
      throw new IllegalArgumentException("Cannot make a source with a blank name");
    }
    resources = List.copyOf(resources);
    Set<String> names = new HashSet<>();
    for (Resource resource : resources) {
      if (!names.add(resource.name())) {
        throw new IllegalArgumentException(
            "Cannot make source '%s': two resources are named '%s'"
                .formatted(name, resource.name()));
      }
    }
  }
}
