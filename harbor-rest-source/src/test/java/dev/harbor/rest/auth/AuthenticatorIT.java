package dev.harbor.rest.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.rest.http.Authorization;
import dev.harbor.rest.http.Notes;
import dev.harbor.rest.http.RestClient;
import dev.harbor.rest.http.RestException;
import dev.harbor.rest.http.RestFailure;
import dev.harbor.rest.http.RestRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthenticatorIT {
  private final MockWebServer server = new MockWebServer();
  private final TokenServer tokens = new TokenServer();
  private final List<RestClient> tokenClients = new ArrayList<>();
  private final Notes notes = new Notes();
  private Instant now = Instant.parse("2026-01-15T12:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(tokens);
    server.start();
  }

  @AfterEach
  void stop() {
    tokenClients.forEach(RestClient::close);
    server.close();
  }

  @Test
  void asksForTheApplicationsTokenByABasicHeader() throws Exception {
    read(Authenticator.clientCredentials(endpoint()));

    assertThat(tokens.forms).containsExactly("grant_type=client_credentials");
    // "id:s ecret" in base 64
    assertThat(tokens.basics).containsExactly("Basic aWQ6cyBlY3JldA==");
    assertThat(tokens.bearers).containsExactly("bearer token-1");
  }

  @Test
  void keepsATokenUntilATenthOfItsLifeIsLeftButAtMostAMinute() throws Exception {
    tokens.life = 100;
    Authenticator authenticator = Authenticator.clientCredentials(endpoint());
    read(authenticator);
    now = now.plusSeconds(89);
    read(authenticator);
    assertThat(tokens.issued).isEqualTo(1);

    now = now.plusSeconds(1);
    read(authenticator);
    assertThat(tokens.issued).isEqualTo(2);

    tokens.life = 86_400;
    now = now.plusSeconds(100);
    read(authenticator);
    now = now.plusSeconds(86_339);
    read(authenticator);
    assertThat(tokens.issued).isEqualTo(3);
    now = now.plusSeconds(1);
    read(authenticator);
    assertThat(tokens.issued).isEqualTo(4);
  }

  @Test
  void eightThreadsThatAreRefusedRenewTheTokenOnce() throws Exception {
    Authenticator authenticator = Authenticator.clientCredentials(endpoint());
    try (RestClient client = client(authenticator)) {
      client.send(RestRequest.get("/x"), notes);
      tokens.valid = "token-2";

      CyclicBarrier together = new CyclicBarrier(8);
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(
            () -> {
              together.await(10, TimeUnit.SECONDS);
              return client.send(RestRequest.get("/x"), notes).status();
            });
      }
      for (Future<Integer> status : threads.invokeAll(calls)) {
        assertThat(status.get()).isEqualTo(200);
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(tokens.issued).isEqualTo(2);
  }

  @Test
  void aNewTokenThatIsRefusedTooIsFinal() {
    tokens.valid = "none";

    assertThatThrownBy(() -> read(Authenticator.clientCredentials(endpoint())))
        .isInstanceOfSatisfying(
            RestException.class, e -> assertThat(e.failure()).isEqualTo(RestFailure.UNAUTHORIZED))
        .hasMessage(
            "Cannot send 'GET /x' to '%s': status 401 with a new token too, expected access. Check whether the credentials were revoked"
                .formatted(server.url("/")));
    assertThat(tokens.issued).isEqualTo(2);
  }

  @Test
  void aFixedTokenThatIsRefusedIsFinal() {
    assertThatThrownBy(() -> read(Authenticator.bearer("sEcReT")))
        .hasMessage(
            "Cannot send 'GET /x' to '%s': status 401 and the token cannot be renewed, expected access. Check whether the credentials were revoked"
                .formatted(server.url("/")));
    assertThat(tokens.bearers).containsExactly("Bearer sEcReT");
  }

  @Test
  void sendsTheNewestRefreshTokenAndTellsOfIt() throws Exception {
    tokens.rotating = true;
    List<String> told = new ArrayList<>();
    Authenticator authenticator = Authenticator.refreshToken(endpoint(), "first", told::add);

    read(authenticator);
    now = now.plusSeconds(86_400);
    read(authenticator);

    assertThat(tokens.forms)
        .allMatch(form -> form.contains("grant_type=refresh_token"))
        .satisfiesExactly(
            form -> assertThat(form).contains("refresh_token=first"),
            form -> assertThat(form).contains("refresh_token=refresh-1"));
    assertThat(told).containsExactly("refresh-1", "refresh-2");
  }

  @Test
  void anErrorWithStatus200IsARefusalThatShowsNoSecret() {
    tokens.answer = "{\"error\": \"invalid_grant\"}";
    Authenticator authenticator = Authenticator.password(endpoint(), "me", "hunter2");

    assertThatThrownBy(() -> read(authenticator))
        .isInstanceOf(RestException.class)
        .hasMessage(
            "Cannot get a token from '%s': refused with status 200 'invalid_grant'. Check the credentials: user and password, refresh token, and the kind of the application"
                .formatted(server.url("/api/v1/access_token")));
    assertThat(authenticator).hasToString("Authenticator[password]");
    assertThat(tokens.forms)
        .singleElement()
        .satisfies(form -> assertThat(form).contains("username=me").contains("password=hunter2"));
  }

  @Test
  void anOldTokenServesWhileTheEndpointIsDownAndItHasNotEnded() throws Exception {
    tokens.life = 1000;
    Authenticator authenticator = Authenticator.clientCredentials(endpoint());
    read(authenticator);
    tokens.answer = "{\"error\": \"invalid_grant\"}";
    now = now.plusSeconds(950);

    read(authenticator);

    assertThat(tokens.bearers).containsExactly("bearer token-1", "bearer token-1");
  }

  @Test
  void credentialsNeverGoToAnotherHost() throws Exception {
    try (MockWebServer other = new MockWebServer()) {
      other.start();
      other.enqueue(new MockResponse.Builder().body("{}").build());
      try (RestClient client = client(Authenticator.bearer("sEcReT"))) {
        client.send(RestRequest.get(other.url("/next").toString()), notes);
      }
      assertThat(other.takeRequest().getHeaders().get("Authorization")).isNull();
    }
  }

  private void read(Authorization authorization) throws InterruptedException {
    try (RestClient client = client(authorization)) {
      assertThat(client.send(RestRequest.get("/x"), notes).status()).isEqualTo(200);
    }
  }

  private RestClient client(Authorization authorization) {
    return RestClient.builder(server.url("/").toString()).authorization(authorization).build();
  }

  private TokenEndpoint endpoint() {
    RestClient client = RestClient.builder(server.url("/").toString()).build();
    tokenClients.add(client);
    return TokenEndpoint.of(
        client, server.url("/api/v1/access_token").toString(), clock, "id", "s ecret");
  }

  /** Hands out token-1, token-2 and so on; only the newest is good, or the one that is set. */
  private static final class TokenServer extends Dispatcher {
    private final List<String> forms = new ArrayList<>();
    private final List<String> basics = new ArrayList<>();
    private final List<String> bearers = new ArrayList<>();
    private int issued;
    private long life = 86_400;
    private boolean rotating;
    private String valid = "";
    private String answer = "";

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
      String authorization = String.valueOf(request.getHeaders().get("Authorization"));
      if (request.getTarget().equals("/api/v1/access_token")) {
        basics.add(authorization);
        forms.add(request.getBody() == null ? "" : request.getBody().utf8());
        return new MockResponse.Builder().body(answer.isEmpty() ? token() : answer).build();
      }
      bearers.add(authorization);
      String good = "bearer " + (valid.isEmpty() ? "token-" + issued : valid);
      return authorization.equals(good)
          ? new MockResponse.Builder().body("{}").build()
          : new MockResponse.Builder().code(401).body("{\"error\": 401}").build();
    }

    private String token() {
      issued++;
      String refresh = rotating ? ", \"refresh_token\": \"refresh-" + issued + "\"" : "";
      return "{\"access_token\": \"token-%d\", \"token_type\": \"bearer\", \"expires_in\": %d%s}"
          .formatted(issued, life, refresh);
    }
  }
}
