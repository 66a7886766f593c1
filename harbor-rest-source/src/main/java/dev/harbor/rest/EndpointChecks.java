package dev.harbor.rest;

import java.util.Set;

/** What can be said of an endpoint before its source is known. */
final class EndpointChecks {
  private EndpointChecks() {}

  static void check(Endpoint endpoint) {
    RequestTemplate requests = new RequestTemplate(endpoint);
    Set<String> parents = requests.parents();
    if (parents.size() > 1) {
      throw refusal(endpoint, "it takes values of " + parents + ", but can have one parent only");
    }
    if (parents.isEmpty() && !endpoint.fromParent().isEmpty()) {
      throw refusal(
          endpoint,
          "it includes %s from its parent, but has none; use {resources.NAME.FIELD} in the request"
              .formatted(endpoint.fromParent()));
    }
    if (requests.usesStart() && endpoint.window().isEmpty()) {
      throw refusal(
          endpoint, "it sends {incremental.start}, but has no cursor; call incremental(...)");
    }
    boolean mayLackStart =
        endpoint.window().filter(window -> window.cursor().initialValue().isEmpty()).isPresent();
    if (requests.needsStart() && mayLackStart) {
      throw refusal(
          endpoint,
          "its path or body needs {incremental.start}, but a first run has none; call startingAt(...) of the cursor");
    }
  }

  private static IllegalStateException refusal(Endpoint endpoint, String why) {
    return new IllegalStateException(
        "Cannot declare endpoint '%s': %s".formatted(endpoint.name(), why));
  }
}
