package dev.harbor.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources that are declared in JSON. */
@Timeout(60)
class DocumentIT {
  private static final Map<String, String> SECRETS = Map.of("TOKEN", "sEcReT");

  private final Api api = new Api();
  private final Runs runs = new Runs();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aDocumentDeclaresWhatTheBuilderDoes() {
    api.on(
        "/issues",
        request ->
            Api.json("{\"list\": [{\"id\": 1, \"at\": \"2026-01-02T00:00:00Z\"}], \"total\": 1}"));
    api.on("/issues/1/comments", request -> Api.json(404, "{}"));
    String document =
        """
        {
          "name": "tracker",
          "base-url": "%s",
          "auth": {"type": "api-key", "key": "${TOKEN}", "in": "header", "name": "X-Key"},
          "rate-limit": {"requests": 1000, "per": "PT1S", "burst": 5},
          "call-timeout": "PT20S",
          "defaults": {"query": {"verbose": false}, "primary-key": "id", "disposition": "merge"},
          "resources": [
            {
              "name": "issues", "path": "/issues", "select": "list",
              "query": {"since": "{incremental.start}"},
              "paginator": {"type": "offset", "limit": 50, "total": "total"},
              "incremental": {"path": "at", "type": "instant", "format": "epoch-seconds"}
            },
            {
              "name": "comments", "path": "/issues/{resources.issues.id}/comments",
              "include-from-parent": ["id"],
              "actions": [{"status": 404, "do": "ignore"}]
            }
          ]
        }
        """
            .formatted(api.url());

    run(document);
    run(document);

    assertThat(api.targets())
        .containsExactly(
            "/issues?verbose=false&offset=0&limit=50",
            "/issues/1/comments?verbose=false",
            "/issues?verbose=false&since=1767312000&offset=0&limit=50");
    RecordedRequest first = api.requests().get(0);
    assertThat(first.getHeaders().get("X-Key")).isEqualTo("sEcReT");
    assertThat(runs.ids("issues")).containsExactly("1");
  }

  @Test
  void tokensAreAskedForByAnOwnClient() {
    api.on(
        "/token", "{\"access_token\": \"t1\", \"token_type\": \"bearer\", \"expires_in\": 3600}");
    api.on("/search", "{\"hits\": []}");

    run(
        """
        {
          "name": "tracker", "base-url": "%s",
          "auth": {
            "type": "client-credentials", "token-url": "%s", "client-id": "me",
            "client-secret": "${TOKEN}", "send-in": "body", "fields": {"scope": "read"}
          },
          "resources": [
            {
              "name": "hits", "path": "/search", "method": "POST",
              "json": {"q": {"text": "a", "size": 5}},
              "paginator": {"type": "cursor", "path": "next", "body-field": "after"}
            }
          ]
        }
        """
            .formatted(api.url(), api.url("/token")));

    assertThat(api.targets()).containsExactly("/token", "/search");
    assertThat(api.requests().get(0).getBody().utf8())
        .isEqualTo("grant_type=client_credentials&client_id=me&client_secret=sEcReT&scope=read");
    assertThat(api.requests().get(1).getHeaders().get("Authorization")).isEqualTo("bearer t1");
    assertThat(api.requests().get(1).getBody().utf8())
        .isEqualTo("{\"q\":{\"text\":\"a\",\"size\":5}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"auth\": {\"type\": \"magic\"} | 'magic' stands at $.auth.type, expected bearer, basic, api-key, client-credentials or refresh-token",
        "\"auth\": {\"type\": \"bearer\", \"token\": \"${NONE}\"} | there is no value for '${NONE}' at $.auth.token. Set it where the program takes it from",
        "\"auth\": {\"type\": \"bearer\", \"tokn\": \"x\"} | nothing is known of 'tokn' at $.auth, expected one of [type, token]",
        "\"rate-limit\": {\"requests\": 0, \"per\": \"PT1S\"} | the value at $.rate-limit cannot be used: Cannot make a rate limiter: it has 0 requests a period and a burst of 1, but both must be at least 1",
        "\"rate-limit\": {\"requests\": 1, \"per\": \"soon\"} | other text stands at $.rate-limit.per, expected a duration such as PT30S",
        "\"resources\": [{\"name\": \"a\"}] | nothing stands at $.resources[0].path, expected a value",
        "\"resources\": [{\"name\": \"a\", \"path\": 5}] | a number stands at $.resources[0].path, expected text",
        "\"resources\": [{\"name\": \"a\", \"path\": \"/{x}\"}] | the value at $.resources[0] cannot be used: Cannot declare endpoint 'a': nothing can be put in place of '{x}', expected {resources.NAME.FIELD} or {incremental.start}",
        "\"resources\": [{\"name\": \"a\", \"path\": \"/\", \"paginator\": \"offset\"}] | 'offset' alone stands at $.resources[0].paginator, expected an object with the limit",
        "\"resources\": [{\"name\": \"a\", \"path\": \"/\", \"select\": \"a..\"}] | the value at $.resources[0].select cannot be used: Cannot read the JSON path 'a..': found something else at position 4, expected names with dots, [0], [*] or ['name']",
        "\"resources\": [{\"name\": \"a\", \"path\": \"/\", \"disposition\": \"upsert\"}] | 'upsert' stands at $.resources[0].disposition, expected one of [append, replace, merge]",
        "\"resources\": [{\"name\": \"a\", \"path\": \"/\", \"paginator\": {\"type\": \"page-number\", \"ends-with-empty-page\": false}}] | the value at $.resources[0].paginator cannot be used: Cannot page beyond empty pages: nothing would end it. Call total(...), maximum(...) or hasMore(...) before",
        "\"resourses\": [] | nothing is known of 'resourses' at $, expected one of [name, base-url, user-agent, headers, auth, rate-limit, call-timeout, max-body-bytes, max-nesting, defaults, resources]"
      })
  void whatCannotBeUsedIsNamedWithItsPath(String part, String found) {
    String document = "{\"name\": \"api\", \"base-url\": \"http://localhost\", %s}".formatted(part);

    assertThatThrownBy(() -> RestSource.fromJson(document, SECRETS::get).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read the document of a source: " + found);
  }

  @Test
  void secretsAreInNoMessage() {
    assertThatThrownBy(
            () ->
                RestSource.fromJson(
                    """
                    {"name": "a", "base-url": "https://me:sEcReT@host/", "resources": []}
                    """,
                    SECRETS::get))
        .hasMessageStartingWith(
            "Cannot read the document of a source: the value at $.base-url cannot be used")
        .hasMessageNotContaining("sEcReT");
    assertThatThrownBy(() -> RestSource.fromJson("{\"token\": \"sEcReT\" oops", SECRETS::get))
        .hasMessage(
            "Cannot read the document of a source: it is not JSON. See the cause for the place")
        .hasStackTraceContaining("JsonParseException")
        .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain("sEcReT"));
  }

  private void run(String document) {
    try (RestSource source = RestSource.fromJson(document, SECRETS::get).build()) {
      runs.run(source);
    }
  }
}
