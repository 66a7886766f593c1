package dev.harbor.reddit.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The truth is what requests find, and nothing else. */
class TruthIT {
  private final RedditSimulator simulator =
      RedditSimulator.start(
          Worlds.still(SimulatedSubreddit.of("busy", 8)).withChanges(ChangeRates.measured()));
  private final Client client = Client.of(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void knowsWhichPostsAreListed() {
    simulator.advance(Duration.ofHours(7));

    Set<String> listed = names(client.walk("/r/busy/new"));
    Map<String, Truth.Row> truth = byName(simulator.truth().posts("busy"));

    assertThat(reachable(truth, "new")).isEqualTo(listed).hasSizeBetween(500, 1000);
    assertThat(truth).hasSizeGreaterThan(1000);
  }

  @Test
  void knowsWhichCommentsAreStreamed() {
    Set<String> streamed = names(client.walk("/r/busy/comments"));
    Map<String, Truth.Row> truth = byName(simulator.truth().comments("busy"));

    assertThat(reachable(truth, "stream")).isEqualTo(streamed).hasSizeBetween(900, 1000);
  }

  @Test
  void hashesWhatTheAnswersShow() {
    Map<String, Truth.Row> truth = byName(simulator.truth().posts("busy"));
    truth.putAll(byName(simulator.truth().comments("busy")));
    List<JsonNode> shown = client.walk("/r/busy/new");
    shown.addAll(client.walk("/r/busy/comments"));

    assertThat(shown)
        .hasSizeGreaterThan(1500)
        .allSatisfy(
            each ->
                assertThat(hash(each))
                    .isEqualTo(row(truth, each.get("name").asText()).contentHash()));
  }

  @Test
  void hashesWhatIsLeftOfWhatIsGone() {
    String name = client.names("/r/busy/new").get(0);
    Truth.Row before = row(byName(simulator.truth().posts("busy")), name);
    simulator.interventions().delete(name);

    Truth.Row after = row(byName(simulator.truth().posts("busy")), name);

    assertThat(before.deletedAt()).isNull();
    assertThat(after.deletedAt()).isEqualTo(simulator.now());
    assertThat(after.lastChangeAt()).isEqualTo(simulator.now());
    assertThat(after.reachableBy()).containsExactly("info");
    assertThat(after.contentHash())
        .isNotEqualTo(before.contentHash())
        .isEqualTo(hash(client.data("/api/info?raw_json=1&id=" + name).at("/children/0/data")));
  }

  @Test
  void knowsUsers() {
    Map<String, Truth.Row> users = byName(simulator.truth().users());
    String bot = "t2_" + client.data("/user/AutoReplyBot/about").get("id").asText();

    assertThat(users).hasSize(500);
    assertThat(row(users, bot).contentHash()).isEqualTo(Truth.hash("AutoReplyBot", bot));
    assertThat(row(users, bot).reachableBy()).containsExactly("about");
    simulator.interventions().deleteAccount("AutoReplyBot");
    assertThat(row(byName(simulator.truth().users()), bot).reachableBy()).isEmpty();
  }

  @Test
  void hashesBySha256() {
    assertThat(Truth.hash("a", "b"))
        .isEqualTo("8fb20ef63ced4145fc2e983ffe597d1dcff39154c3bf21f0fa9dde6a0c50fdc9");
    assertThat(Truth.hash("ab", "")).isNotEqualTo(Truth.hash("a", "b"));
  }

  @Test
  void refusesUnknownSubreddits() {
    assertThatThrownBy(() -> simulator.truth().posts("nowhere"))
        .hasMessage(
            "Cannot tell the truth about subreddit 'nowhere': there is none of that name at this"
                + " time");
  }

  private static String hash(JsonNode thing) {
    return thing.has("title")
        ? Truth.hash(
            text(thing, "name"),
            text(thing, "author"),
            text(thing, "title"),
            text(thing, "selftext"),
            text(thing, "url"))
        : Truth.hash(
            text(thing, "name"),
            text(thing, "author"),
            text(thing, "body"),
            text(thing, "link_id"),
            text(thing, "parent_id"));
  }

  private static String text(JsonNode thing, String field) {
    return thing.get(field).asText();
  }

  private static Map<String, Truth.Row> byName(List<Truth.Row> rows) {
    var byName = new HashMap<String, Truth.Row>();
    rows.forEach(row -> byName.put(row.name(), row));
    return byName;
  }

  private static Truth.Row row(Map<String, Truth.Row> rows, String name) {
    return requireNonNull(rows.get(name), name);
  }

  private static Set<String> reachable(Map<String, Truth.Row> truth, String by) {
    var names = new HashSet<String>();
    truth.values().stream()
        .filter(row -> row.reachableBy().contains(by))
        .forEach(row -> names.add(row.name()));
    return names;
  }

  private static Set<String> names(List<JsonNode> items) {
    var names = new HashSet<String>();
    items.forEach(item -> names.add(item.get("name").asText()));
    return names;
  }
}
