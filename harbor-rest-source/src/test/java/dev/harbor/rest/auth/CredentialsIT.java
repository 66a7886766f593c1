package dev.harbor.rest.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.rest.http.Notes;
import dev.harbor.rest.http.Placement;
import dev.harbor.rest.http.RestClient;
import dev.harbor.rest.http.RestRequest;
import java.io.IOException;
import java.time.Clock;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CredentialsIT {
  private final MockWebServer server = new MockWebServer();
  private final MockWebServer other = new MockWebServer();
  private final Notes notes = new Notes();

  @BeforeEach
  void start() throws IOException {
    server.start();
    other.start();
  }

  @AfterEach
  void stop() {
    server.close();
    other.close();
  }

  @Test
  void aKeyStandsInAHeader() throws Exception {
    RecordedRequest seen = send(Authenticator.apiKey(Placement.header("X-Api-Key"), "sEcReT"));

    assertThat(seen.getHeaders().get("X-Api-Key")).isEqualTo("sEcReT");
    assertThat(seen.getHeaders().get("Authorization")).isNull();
  }

  @Test
  void aKeyStandsInTheQueryBesideWhatIsAsked() throws Exception {
    RecordedRequest seen = send(Authenticator.apiKey(Placement.query("key"), "sEc&ReT"));

    assertThat(seen.getTarget()).isEqualTo("/x?page=2&key=sEc%26ReT");
  }

  @Test
  void aKeyStandsInACookie() throws Exception {
    RecordedRequest seen = send(Authenticator.apiKey(Placement.cookie("session"), "sEcReT"));

    assertThat(seen.getHeaders().get("Cookie")).isEqualTo("session=sEcReT");
  }

  @Test
  void userAndPasswordStandInTheBasicHeader() throws Exception {
    RecordedRequest seen = send(Authenticator.basic("Aladdin", "open sesame"));

    // the example of RFC 7617
    assertThat(seen.getHeaders().get("Authorization"))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void noCredentialNorHeaderOfTheClientGoesToAnotherHost() throws Exception {
    for (Authenticator each :
        new Authenticator[] {
          Authenticator.bearer("sEcReT"),
          Authenticator.basic("me", "sEcReT"),
          Authenticator.apiKey(Placement.header("X-Api-Key"), "sEcReT"),
          Authenticator.apiKey(Placement.query("key"), "sEcReT"),
          Authenticator.apiKey(Placement.cookie("session"), "sEcReT")
        }) {
      other.enqueue(new MockResponse.Builder().body("{}").build());
      try (RestClient client = client(each)) {
        client.send(RestRequest.get(other.url("/next").toString()), notes);
      }
      RecordedRequest seen = other.takeRequest();
      assertThat(seen.getTarget()).isEqualTo("/next");
      assertThat(seen.getHeaders().toString()).doesNotContain("sEcReT", "X-Tenant");
      assertThat(each.toString()).doesNotContain("sEcReT");
    }
  }

  @Test
  void anotherSchemeHostOrPortIsNotHome() {
    try (RestClient client = RestClient.builder("https://api.example.com/v1").build()) {
      assertThat(client.isHome(RestRequest.get("/items"))).isTrue();
      assertThat(client.isHome(RestRequest.get("https://api.example.com/v2"))).isTrue();
      assertThat(client.isHome(RestRequest.get("https://API.example.com:443/"))).isTrue();
      assertThat(client.isHome(RestRequest.get("http://api.example.com/v1"))).isFalse();
      assertThat(client.isHome(RestRequest.get("https://api.example.com:8443/v1"))).isFalse();
      assertThat(client.isHome(RestRequest.get("https://example.com/v1"))).isFalse();
      assertThat(client.isHome(RestRequest.get("https://api.example.com.evil.org/"))).isFalse();
      assertThat(client.isHome(RestRequest.get("https://api.example.com@evil.org/"))).isFalse();
    }
  }

  @Test
  void theApplicationSaysWhoItIsInTheBody() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .body("{\"access_token\": \"t1\", \"token_type\": \"Bearer\", \"expires_in\": 60}")
            .build());
    try (RestClient tokens = RestClient.builder(server.url("/").toString()).build()) {
      TokenEndpoint endpoint =
          TokenEndpoint.withBodyCredentials(
                  tokens, server.url("/token").toString(), Clock.systemUTC(), "id", "s&cret")
              .withField("scope", "read:all");

      RecordedRequest seen = send(Authenticator.clientCredentials(endpoint));

      assertThat(seen.getHeaders().get("Authorization")).isNull();
      assertThat(seen.getBody().utf8())
          .isEqualTo(
              "grant_type=client_credentials&client_id=id&client_secret=s%26cret&scope=read%3Aall");
      assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer t1");
    }
  }

  @Test
  void refusesCredentialsThatCannotBeSent() {
    assertThatThrownBy(() -> Authenticator.basic("a:b", "c"))
        .hasMessage(
            "Cannot authenticate: the user has a colon, which the basic scheme cannot carry");
    assertThatThrownBy(() -> Authenticator.apiKey(Placement.header("X"), " "))
        .hasMessage("Cannot authenticate by api key: the credential is blank");
    assertThatThrownBy(() -> Placement.cookie(" "))
        .hasMessage("Cannot place a credential: the name of the cookie is blank");
  }

  private RecordedRequest send(Authenticator authenticator) throws InterruptedException {
    server.enqueue(new MockResponse.Builder().body("{}").build());
    try (RestClient client = client(authenticator)) {
      client.send(RestRequest.get("/x").withQuery("page", "2"), notes);
    }
    return server.takeRequest();
  }

  private RestClient client(Authenticator authenticator) {
    return RestClient.builder(server.url("/").toString())
        .authorization(authenticator)
        .header("X-Tenant", "7")
        .build();
  }
}
