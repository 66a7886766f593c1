package dev.harbor.rest;

import dev.harbor.rest.http.RestClient;
import dev.harbor.rest.page.Paginator;
import dev.harbor.rest.page.Selector;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.RowOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The endpoints of a source in the order in which they can be made resources. Immutable. */
final class SourceGraph {
  private final String source;
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
  private final List<Endpoint> ordered = new ArrayList<>();

  SourceGraph(String source, List<Endpoint> given) {
    this.source = source;
    if (given.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot build source '%s': it has no endpoint; call resource(...)".formatted(source));
    }
    for (Endpoint endpoint : given) {
      if (endpoints.put(endpoint.name(), endpoint) != null) {
        throw new IllegalArgumentException(
            "Cannot build source '%s': two endpoints have the name '%s'"
                .formatted(source, endpoint.name()));
      }
    }
    given.forEach(endpoint -> order(endpoint, new LinkedHashSet<>()));
  }

  private void order(Endpoint endpoint, Set<String> path) {
    if (!path.add(endpoint.name())) {
      List<String> ring = new ArrayList<>(path);
      ring = ring.subList(ring.indexOf(endpoint.name()), ring.size());
      throw new IllegalArgumentException(
          "Cannot build source '%s': its endpoints depend on each other in a ring: %s -> %s"
              .formatted(source, String.join(" -> ", ring), endpoint.name()));
    }
    Optional<String> parent = parent(endpoint);
    if (parent.isPresent()) {
      Endpoint found = endpoints.get(parent.get());
      if (found == null) {
        throw new IllegalArgumentException(
            "Cannot build source '%s': endpoint '%s' takes values of '%s', which is none of %s"
                .formatted(source, endpoint.name(), parent.get(), endpoints.keySet()));
      }
      order(found, path);
    }
    if (!ordered.contains(endpoint)) {
      ordered.add(endpoint);
    }
  }

  private static Optional<String> parent(Endpoint endpoint) {
    return new RequestTemplate(endpoint).parents().stream().findFirst();
  }

  /** The resources, parents first. */
  List<Resource> resources(RestClient client, int maxNesting) {
    Map<String, Resource> made = new LinkedHashMap<>();
    for (Endpoint endpoint : ordered) {
      Optional<Resource> parent = parent(endpoint).map(made::get);
      made.put(endpoint.name(), resource(endpoint, parent, client, maxNesting));
    }
    return List.copyOf(made.values());
  }

  private static Resource resource(
      Endpoint endpoint, Optional<Resource> parent, RestClient client, int maxNesting) {
    // Hints may change what decides how pages are read: ask the resource itself.
    Resource hinted =
        parent.isEmpty()
            ? endpoint.hinted(Resource.builder(endpoint.name(), (context, emitter) -> {})).build()
            : null;
    EndpointPlan plan = plan(endpoint, Optional.ofNullable(hinted), maxNesting);
    if (parent.isEmpty()) {
      return endpoint
          .hinted(
              Resource.builder(
                  endpoint.name(),
                  (context, emitter) -> {
                    Optional<String> start =
                        endpoint.window().flatMap(window -> window.start(context));
                    Values values = Values.ofWindow(endpoint.name(), start);
                    new PageWalk(client, plan, values, context, emitter).run(Map.of());
                  }))
          .build();
    }
    String parentName = parent.get().name();
    return endpoint
        .hinted(
            Resource.dependent(
                endpoint.name(),
                (item, context, emitter) -> {
                  Values values = Values.ofParent(endpoint.name(), parentName, item);
                  new PageWalk(client, plan, values, context, emitter)
                      .run(fromParent(endpoint, values));
                }))
        .dependsOn(parent.get())
        .build();
  }

  private static Map<String, Object> fromParent(Endpoint endpoint, Values values) {
    Map<String, Object> more = new LinkedHashMap<>();
    for (String field : endpoint.fromParent()) {
      String name = "_" + values.parentName() + "_" + field.replace('.', '_');
      more.put(name, values.parent(field));
    }
    return more;
  }

  private static EndpointPlan plan(Endpoint endpoint, Optional<Resource> root, int maxNesting) {
    RequestTemplate requests = new RequestTemplate(endpoint);
    boolean oneRecord = requests.path().endsWithParent();
    WriteDisposition disposition = root.map(Resource::disposition).orElse(WriteDisposition.APPEND);
    Optional<Incremental<?>> cursor = root.flatMap(Resource::incremental);
    boolean descending = cursor.filter(c -> c.order() == RowOrder.DESCENDING).isPresent();
    return new EndpointPlan(
        endpoint.name(),
        requests,
        endpoint.paginator().orElse(oneRecord ? Paginator.single() : Paginator.detect()),
        endpoint.selector().orElse(oneRecord ? Selector.whole() : Selector.detect()),
        disposition,
        // With a cursor the window tells where to go on; a replace is never cut.
        root.isPresent() && cursor.isEmpty() && disposition != WriteDisposition.REPLACE,
        endpoint.maxPages().orElse(Long.MAX_VALUE),
        // What is behind the page that leaves the window is not wanted.
        endpoint.pagesAhead().orElse(descending ? 0 : 1),
        maxNesting);
  }
}
