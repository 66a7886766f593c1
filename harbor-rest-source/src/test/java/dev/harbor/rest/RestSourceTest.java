package dev.harbor.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.rest.auth.Authenticator;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is refused when a source is declared, long before a request. */
class RestSourceTest {
  @Test
  void resourcesComeParentsFirst() {
    try (RestSource source =
        source(Endpoint.get("comments", "/p/{resources.posts.id}"), Endpoint.get("posts", "/p"))) {
      assertThat(source.resources())
          .extracting(Resource::name)
          .containsExactly("posts", "comments");
      assertThat(source.resources().get(1).parent()).contains("posts");
    }
  }

  @Test
  void showsNoSecret() {
    try (RestSource source =
        RestSource.builder("api", "https://example.com/v1")
            .authorization(Authenticator.bearer("sEcReT"))
            .header("X-Key", "sEcReT")
            .resource(Endpoint.get("a", "/a").query("key", "sEcReT").build())
            .build()) {
      assertThat(source).hasToString("RestSource[api at https://example.com/v1]");
      assertThat(Endpoint.get("a", "/a").query("key", "sEcReT").build()).hasToString("GET /a");
    }
  }

  @Test
  void refusesWhatIsNotThereRingsAndDoubles() {
    assertThatThrownBy(() -> source(Endpoint.get("a", "/{resources.b.id}")))
        .hasMessage(
            "Cannot build source 'api': endpoint 'a' takes values of 'b', which is none of [a]");
    assertThatThrownBy(
            () ->
                source(
                    Endpoint.get("a", "/{resources.b.id}"),
                    Endpoint.get("b", "/{resources.c.id}"),
                    Endpoint.get("c", "/{resources.b.id}")))
        .hasMessage(
            "Cannot build source 'api': its endpoints depend on each other in a ring: b -> c -> b");
    assertThatThrownBy(() -> source(Endpoint.get("a", "/"), Endpoint.get("a", "/b")))
        .hasMessage("Cannot build source 'api': two endpoints have the name 'a'");
    assertThatThrownBy(RestSourceTest::source)
        .hasMessage("Cannot build source 'api': it has no endpoint; call resource(...)");
  }

  @Test
  void refusesEndpointsThatContradictThemselves() {
    refused(
        Endpoint.get("a", "/{resources.b.id}/{resources.c.id}"),
        "it takes values of [b, c], but can have one parent only");
    refused(
        Endpoint.get("a", "/").includeFromParent("id"),
        "it includes [id] from its parent, but has none; use {resources.NAME.FIELD} in the request");
    refused(
        Endpoint.get("a", "/").query("since", "{incremental.start}"),
        "it sends {incremental.start}, but has no cursor; call incremental(...)");
    refused(
        Endpoint.get("a", "/since/{incremental.start}").incremental(Incremental.ofText("at")),
        "its path or body needs {incremental.start}, but a first run has none; call startingAt(...) of the cursor");
    refused(
        Endpoint.post("a", "/").json(Map.of("x", 1)).form("y", "2"),
        "it has a body of JSON and a form, but can have only one");
    refused(
        Endpoint.get("a", "/").form("y", "2"),
        "a GET has no body; declare it by Endpoint.post(...)");
    refused(
        Endpoint.get("a", "/").query("x", "{resources.b}"),
        "nothing can be put in place of '{resources.b}', expected {resources.NAME.FIELD} or {incremental.start}");
    refused(
        Endpoint.get("a", "/").query("x", "{incremental.last}"),
        "nothing can be put in place of '{incremental.last}', expected {resources.NAME.FIELD} or {incremental.start}");
  }

  private static void refused(Endpoint.Builder endpoint, String why) {
    assertThatThrownBy(endpoint::build).hasMessage("Cannot declare endpoint 'a': " + why);
  }

  private static RestSource source(Endpoint.Builder... endpoints) {
    RestSource.Builder builder = RestSource.builder("api", "https://example.com");
    for (Endpoint.Builder endpoint : endpoints) {
      builder.resource(endpoint.build());
    }
    return builder.build();
  }
}
