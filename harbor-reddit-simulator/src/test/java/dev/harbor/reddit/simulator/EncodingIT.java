package dev.harbor.reddit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bytes, characters and headers of the answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncodingIT {
  private static final ChangeRates LIVELY =
      new ChangeRates(0.2, 0.02, 0.2, 0.01, 0.04, 0.01, 0.2, 0.01, 1, 0.02);

  private final RedditSimulator simulator =
      RedditSimulator.start(
          SimulatorOptions.defaults()
              .withSubreddits(
                  SimulatedSubreddit.of("alpha", 6),
                  SimulatedSubreddit.of("Beta", 5),
                  SimulatedSubreddit.of("older", 0.02))
              .withChanges(LIVELY)
              .withBrokenText(0.01)
              .withRateBudget(RateBudget.standard().withRequests(100_000)));
  private final Client client = Client.of(simulator);
  private final List<JsonNode> posts = client.walk("/r/alpha+Beta+older/new");
  private final List<JsonNode> comments = client.walk("/r/alpha/comments");

  @AfterAll
  void close() {
    simulator.close();
  }

  @Test
  void writesTimesAndRatiosWithADecimalPointAlways() {
    String body =
        client.get("/r/alpha/new?limit=100").body() + client.get("/r/alpha/comments").body();

    assertThat(body).containsPattern("\"created_utc\": 17[0-9]{8}\\.0,");
    assertThat(body).doesNotContainPattern("\"(created_utc|created|edited)\": [0-9]+[,}]");
    assertThat(body).containsPattern("\"edited\": 17[0-9]{8}\\.0,");
    assertThat(body).containsPattern("\"upvote_ratio\": (0\\.[0-9]+|1\\.0),");
    assertThat(body).doesNotContainPattern("\"upvote_ratio\": 1[,}]");
  }

  @Test
  void writesEntitiesUnlessRawJsonIsAskedFor() {
    String coded = client.get("/r/alpha/new?limit=100").body();
    String raw = client.get("/r/alpha/new?limit=100&raw_json=1").body();

    assertThat(coded).contains("&amp;").contains("&lt;").doesNotContain("<");
    assertThat(raw).contains("<b>bold</b>").contains("AT&amp;T");
    assertThat(raw).containsPattern("auto=webp&s=");
    assertThat(coded).contains("AT&amp;amp;T").containsPattern("auto=webp&amp;s=");
  }

  @Test
  void escapesWhatIsNotAscii() {
    String body = client.get("/r/alpha/new?limit=100&raw_json=1").body();

    assertThat(UTF_8.encode(body).remaining()).isEqualTo(body.length());
    assertThat(body).contains("\\ud83d\\ude80");
    assertThat(posts).anyMatch(post -> post.get("title").asText().contains("\uD83D\uDE80"));
  }

  @Test
  void holdsHalfPairsAndNulsOnlyWhenAsked() {
    String broken = texts(posts) + texts(comments);
    assertThat(broken).contains("nul \u0000 here").contains("half \uD83D pair");
    try (var whole = RedditSimulator.start(Worlds.still(SimulatedSubreddit.of("alpha", 6)))) {
      assertThat(texts(Client.of(whole).walk("/r/alpha/comments"))).doesNotContain("\u0000");
    }
  }

  @Test
  void zipsWhereItIsAcceptedAndSendsTheHeadersOfReddit() throws IOException, InterruptedException {
    HttpResponse<byte[]> zipped =
        HttpClient.newHttpClient()
            .send(
                client
                    .request("/r/alpha/new?limit=100")
                    .header("Accept-Encoding", "gzip, br")
                    .build(),
                BodyHandlers.ofByteArray());
    HttpResponse<String> plain = client.get("/r/alpha/new?limit=100");

    assertThat(zipped.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(zipped.body().length).isLessThan(plain.body().length() / 4);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(plain.body());
    }
    assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
    assertThat(plain.headers().firstValue("content-type"))
        .contains("application/json; charset=UTF-8");
    assertThat(plain.headers().firstValue("server")).contains("snooserv");
    assertThat(plain.headers().firstValue("via")).contains("1.1 varnish");
    assertThat(plain.headers().firstValue("cache-control"))
        .contains("private, s-maxage=0, max-age=0, must-revalidate, no-store");
  }

  @Test
  void signsMediaAnewEveryHour() {
    String name = first(posts, post -> post.has("preview")).get("name").asText();
    String before = client.data("/api/info?id=" + name).at("/children/0/data/thumbnail").asText();
    simulator.advance(Duration.ofHours(1));
    String after = client.data("/api/info?id=" + name).at("/children/0/data/thumbnail").asText();

    assertThat(after).isNotEqualTo(before);
    assertThat(after.replaceFirst("s=.*", "")).isEqualTo(before.replaceFirst("s=.*", ""));
  }

  private static JsonNode first(List<JsonNode> things, Predicate<JsonNode> property) {
    return things.stream().filter(property).findFirst().orElseThrow();
  }

  private static String texts(List<JsonNode> things) {
    var texts = new StringBuilder();
    things.forEach(
        each -> texts.append(each.path("selftext").asText()).append(each.path("body").asText()));
    return texts.toString();
  }
}
