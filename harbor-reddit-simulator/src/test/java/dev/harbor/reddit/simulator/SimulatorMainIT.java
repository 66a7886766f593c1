package dev.harbor.reddit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
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
  void refusesArgumentsThatItDoesNotKnow() {
    assertThatThrownBy(() -> SimulatorMain.options("--fast"))
        .hasMessage(
            "Cannot read argument '--fast'; usage: [--port n] [--seed n] [--clock 2026-01-15T12:00:00Z]"
                + " [--realtime]");
    assertThatThrownBy(() -> SimulatorMain.options("--port"))
        .hasMessageStartingWith("Cannot read argument '--port': its value is missing; usage:");
  }
}
