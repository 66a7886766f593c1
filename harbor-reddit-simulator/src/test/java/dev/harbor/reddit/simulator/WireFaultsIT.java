package dev.harbor.reddit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults of single bytes, connections and headers. */
class WireFaultsIT {
  private static final String PATH = "/r/exact/new";

  private final RedditSimulator simulator =
      RedditSimulator.start(Worlds.still(Worlds.exactly(120)));
  private final Client client = Client.of(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  private HttpResponse<byte[]> spoiltBy(Fault fault) throws IOException, InterruptedException {
    simulator.faults().clear();
    simulator.faults().add(FaultRule.of(PATH, fault));
    HttpRequest request = client.request(PATH).timeout(Duration.ofSeconds(20)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
  }

  @Test
  void cutsTheBodyAtAnyByte() {
    assertThatThrownBy(() -> spoiltBy(Fault.truncatedAt(0))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> spoiltBy(Fault.truncatedAt(700)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("700");
    assertThatThrownBy(() -> Fault.truncatedAt(-1))
        .hasMessage("Cannot use -1 bytes in a fault: at least 0 is expected");
  }

  @Test
  void cutsGzipInTheMiddle() throws Exception {
    HttpResponse<byte[]> cut = spoiltBy(Fault.truncatedGzip());

    assertThat(cut.headers().firstValue("content-encoding")).contains("gzip");
    assertThatThrownBy(
            () -> new GZIPInputStream(new ByteArrayInputStream(cut.body())).readAllBytes())
        .isInstanceOf(IOException.class);
  }

  @Test
  void sendsBytesThatAreNotUtf8() throws Exception {
    byte[] body = spoiltBy(Fault.invalidUtf8()).body();

    assertThatThrownBy(() -> UTF_8.newDecoder().decode(ByteBuffer.wrap(body)))
        .isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void dripsTheBody() throws Exception {
    long start = System.nanoTime();
    int length = spoiltBy(Fault.dripping(50_000, Duration.ofMillis(60))).body().length;

    assertThat(Duration.ofNanos(System.nanoTime() - start).toMillis())
        .isGreaterThanOrEqualTo(length / 50_000 * 60L);
  }

  @Test
  void resetsConnections() throws Exception {
    assertThatThrownBy(() -> spoiltBy(Fault.resetBeforeHeaders()))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("Connection reset");
    assertThatThrownBy(() -> spoiltBy(Fault.resetInBody())).isInstanceOf(IOException.class);
    assertThat(spoiltBy(Fault.closedAfterBody()).statusCode()).isEqualTo(200);
    assertThat(spoiltBy(Fault.closedAfterBody()).statusCode()).isEqualTo(200);
  }

  @Test
  void answersWithoutContentOrWithATimeToComeAgain() throws Exception {
    HttpResponse<byte[]> none = spoiltBy(Fault.noContent());
    assertThat(none.statusCode()).isEqualTo(204);
    assertThat(none.body()).isEmpty();

    HttpResponse<byte[]> repaired = spoiltBy(Fault.retryAfter(503, Duration.ofSeconds(7)));
    assertThat(repaired.statusCode()).isEqualTo(503);
    assertThat(repaired.headers().firstValue("retry-after")).contains("7");
    for (int status : new int[] {451, 504, 520, 521, 522, 524, 525}) {
      assertThat(spoiltBy(Fault.status(status)).statusCode()).isEqualTo(status);
    }
  }

  @Test
  void changesOrDropsHeadersOfTrueAnswers() throws Exception {
    HttpResponse<byte[]> silent = spoiltBy(Fault.withoutRateHeaders());
    HttpResponse<byte[]> doubled = spoiltBy(Fault.header("x-ratelimit-remaining", "991, 98"));

    assertThat(silent.statusCode()).isEqualTo(200);
    assertThat(silent.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
    assertThat(doubled.headers().firstValue("x-ratelimit-remaining")).contains("991, 98");
    assertThat(doubled.headers().firstValue("x-ratelimit-used")).isPresent();
  }

  @Test
  void befallsForASpanOfVirtualTime() {
    Instant start = simulator.now();
    simulator
        .faults()
        .add(
            FaultRule.of(PATH, Fault.status(500))
                .between(start.plusSeconds(60), start.plusSeconds(120)));

    assertThat(client.get(PATH).statusCode()).isEqualTo(200);
    simulator.advance(Duration.ofSeconds(60));
    assertThat(client.get(PATH).statusCode()).isEqualTo(500);
    simulator.advance(Duration.ofSeconds(60));
    assertThat(client.get(PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void logsWhatIsLeftOfTheBudgetAndTheKindOfAnswer() {
    client.get(PATH);
    client.get("/r/nowhere/new");
    String log = client.control("GET", "/requests", "").body();

    assertThat(Client.tree(log).get("requests").findValuesAsText("answer"))
        .containsExactly("ok", "ok", "redirect");
    SimulatedRequest last = simulator.requests().get(2);
    assertThat(last.budgetLeft()).isEqualTo(1_000_000 - 2);
  }
}
