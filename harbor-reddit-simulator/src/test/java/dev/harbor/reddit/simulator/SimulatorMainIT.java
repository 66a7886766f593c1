package dev.harbor.reddit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorMainIT {
  @Test
  void printsItsAddressesAndAnswersUntilItIsStopped() throws Exception {
    var printed = new PipedInputStream();
    var out = new PrintStream(new PipedOutputStream(printed), true, UTF_8);
    var running =
        new Thread(
            () -> {
              try {
                SimulatorMain.run(out, "--seed", "5", "--clock", "2026-02-01T00:00:00Z");
              } catch (InterruptedException stopped) {
                out.println("stopped");
              }
            });
    running.start();

    var lines = new BufferedReader(new InputStreamReader(printed, UTF_8));
    String base = lines.readLine().replaceFirst("^REDDIT_OAUTH_URL=", "");
    String token = lines.readLine().replaceFirst("^REDDIT_TOKEN_URL=", "");
    HttpResponse<String> state =
        Client.send(HttpRequest.newBuilder(URI.create(base + "/__sim__/state")).build());
    running.interrupt();

    assertThat(token).isEqualTo(base + "/api/v1/access_token");
    assertThat(Client.tree(state).get("seed").asText()).isEqualTo("5");
    assertThat(Client.tree(state).get("clock").asText()).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(lines.readLine()).startsWith("REDDIT_CLIENT_ID=");
    assertThat(lines.readLine()).startsWith("REDDIT_CLIENT_SECRET=");
    assertThat(lines.readLine()).isEqualTo("Control: " + base + "/__sim__");
    assertThat(lines.readLine()).isEqualTo("stopped");
  }

  @Test
  void readsItsArguments() {
    Settings settings =
        SimulatorMain.options("--realtime", "--port", "8123", "--seed", "9").settings();

    assertThat(settings.clockSpeed).isEqualTo(1);
    assertThat(settings.port).isEqualTo(8123);
    assertThat(settings.seed).isEqualTo(9);
    assertThat(settings.clock).isEqualTo(Instant.parse("2026-01-15T12:00:00Z"));
    assertThat(settings.rateBudget.timeBase()).isEqualTo(TimeBase.REAL);
  }

  @Test
  void readsEveryArgumentOfItsUsage() {
    String arguments =
        "--speed 60 --history P10D --users 40 --subreddits java=2,Kotlin --comments-per-post 3"
            + " --still --requests 50 --window PT1M --foreign 5 --rate-headers doubled"
            + " --retry-after --virtual-limits --token-life PT1H --rotating-refresh-tokens"
            + " --one-token --strict-agents --short-pages 0.1 --stale-reads 0.2 --search-jitter 0.3"
            + " --broken-text 0.4 --stickies 1 --ancient-posts 0 --era 2020 --integers";

    SimulatorOptions options = SimulatorMain.options(arguments.split(" ", -1));

    Settings settings = options.settings();
    assertThat(options.subreddits())
        .containsExactly(
            SimulatedSubreddit.of("java", 2).withCommentsPerPost(3),
            SimulatedSubreddit.of("Kotlin", 1).withCommentsPerPost(3));
    assertThat(settings.rateBudget)
        .isEqualTo(
            RateBudget.standard()
                .withRequests(50)
                .withWindow(Duration.ofMinutes(1))
                .withForeignRequests(5)
                .withHeaders(RateBudget.Headers.DOUBLED)
                .withRefusals(RateBudget.Refusals.RETRY_AFTER));
    assertThat(settings.tokens)
        .isEqualTo(
            new TokenPolicy(
                Duration.ofHours(1),
                TimeBase.VIRTUAL,
                TokenPolicy.RefreshTokens.ROTATING,
                TokenPolicy.LiveTokens.NEWEST));
    assertThat(settings.changes).isEqualTo(ChangeRates.none());
    assertThat(settings.userAgents).isEqualTo(SimulatorOptions.UserAgents.STRICT);
    assertThat(settings.numbers).isEqualTo(SimulatorOptions.Numbers.INTEGERS);
    assertThat(
            List.of(
                settings.shortPages,
                settings.staleReads,
                settings.searchJitter,
                settings.brokenText))
        .containsExactly(0.1, 0.2, 0.3, 0.4);
    assertThat(List.of(settings.stickies, settings.ancientPosts, settings.era, settings.users))
        .containsExactly(1, 0, 2020, 40);
    assertThat(settings.clockSpeed).isEqualTo(60);
    assertThat(settings.history).isEqualTo(Duration.ofDays(10));
  }

  @Test
  void explainsItself() throws Exception {
    var bytes = new ByteArrayOutputStream();

    SimulatorMain.run(new PrintStream(bytes, true, UTF_8), "--help");

    assertThat(bytes.toString(UTF_8)).startsWith("options:").contains("--stale-reads share");
  }

  @Test
  void refusesArgumentsThatItDoesNotKnow() {
    assertThatThrownBy(() -> SimulatorMain.options("--fast"))
        .hasMessageStartingWith("Cannot read argument '--fast'; options:");
    assertThatThrownBy(() -> SimulatorMain.options("--port"))
        .hasMessageStartingWith("Cannot read argument '--port': its value is missing; options:");
    assertThatThrownBy(() -> SimulatorMain.options("--port", "many"))
        .hasMessageStartingWith("Cannot read argument '--port': its value is of another form;");
  }
}
