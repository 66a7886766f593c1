package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harbor.reddit.simulator.Truth.Diff;
import dev.harbor.reddit.simulator.Truth.Loaded;
import dev.harbor.reddit.simulator.Truth.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How far a loader is from the truth. */
class TruthDiffIT {
  private final RedditSimulator simulator =
      RedditSimulator.start(Worlds.still(SimulatedSubreddit.of("busy", 2)));
  private final Client client = Client.of(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  private List<Loaded> perfect() {
    var loaded = new ArrayList<Loaded>();
    simulator
        .truth()
        .posts("busy")
        .forEach(row -> loaded.add(new Loaded(row.name(), row.contentHash())));
    return loaded;
  }

  private Diff diff(List<Loaded> loaded) {
    return Truth.diff(simulator.truth().posts("busy"), row -> true, loaded);
  }

  @Test
  void findsNothingWrongWithAPerfectLoader() {
    assertThat(diff(perfect()))
        .isEqualTo(new Diff(List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  @Test
  void namesWhatIsMissingStalePhantomOrDoubled() {
    List<Loaded> loaded = perfect();
    String missing = loaded.remove(0).name();
    String stale = loaded.get(0).name();
    String doubled = loaded.get(1).name();
    simulator.interventions().edit(stale, "another text");
    loaded.add(new Loaded("t3_zzzzzzz", "x"));
    loaded.add(loaded.get(1));

    assertThat(diff(loaded))
        .isEqualTo(
            new Diff(
                List.of(missing),
                List.of(stale),
                List.of("t3_zzzzzzz"),
                List.of(doubled),
                List.of()));
  }

  @Test
  void namesWhatMustBeScrubbedUntilItIs() {
    List<Loaded> loaded = perfect();
    String deleted = loaded.get(5).name();
    String removed = loaded.get(6).name();
    simulator.interventions().delete(deleted);
    simulator.interventions().remove(removed);

    assertThat(diff(loaded).toScrub()).containsExactly(deleted, removed);
    loaded.set(5, new Loaded(deleted, ""));
    loaded.remove(6);
    assertThat(diff(loaded))
        .isEqualTo(new Diff(List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  @Test
  void namesWhatTheOwnerOfADeletedAccountWrote() {
    List<Loaded> loaded = perfect();
    JsonNode post = client.walk("/r/busy/new").get(0);
    simulator.interventions().deleteAccount(post.get("author").asText());

    assertThat(diff(loaded).toScrub()).contains(post.get("name").asText());
    assertThat(diff(loaded).stale()).isEmpty();
  }

  @Test
  void looksBackAndAhead() {
    Instant start = simulator.now();
    List<Row> before = simulator.truth().posts("busy");
    List<Row> foreseen = simulator.truth().posts("busy", start.plus(Duration.ofDays(1)));
    simulator.advance(Duration.ofDays(1));
    simulator.interventions().delete(before.get(0).name());

    assertThat(simulator.truth().posts("busy", start)).isEqualTo(before);
    assertThat(foreseen).hasSizeGreaterThan(before.size());
    assertThat(simulator.truth().posts("busy")).hasSameSizeAs(foreseen).isNotEqualTo(foreseen);
    assertThat(simulator.truth().subreddits(start)).hasSize(1);
  }

  @Test
  void isAskedForFromOutside() {
    List<Row> rows = simulator.truth().posts("busy");
    simulator.interventions().delete(rows.get(0).name());
    String body =
        "{\"name\": \"%s\", \"content_hash\": \"old\"}\n{\"name\": \"t3_zz\"}\n"
            .formatted(rows.get(0).name());

    JsonNode diff =
        Client.tree(client.control("POST", "/truth/diff?resource=posts&subreddit=busy", body));

    assertThat(diff.get("missing").get("count").asInt()).isEqualTo(rows.size() - 1);
    assertThat(diff.get("missing").get("names")).hasSize(100);
    assertThat(diff.get("phantom").get("names").get(0).asText()).isEqualTo("t3_zz");
    assertThat(diff.get("must_be_scrubbed").get("count").asInt()).isEqualTo(1);
    String later = "/truth/diff?subreddit=busy&reachable_by=top:all&since=" + simulator.now();
    assertThat(Client.tree(client.control("POST", later, "")).get("missing").get("count").asInt())
        .isPositive();
    assertThat(client.control("GET", "/truth?resource=subreddits", "").body()).contains("about");
    assertThat(client.control("GET", "/truth?at=noon", "").statusCode()).isEqualTo(400);
  }
}
