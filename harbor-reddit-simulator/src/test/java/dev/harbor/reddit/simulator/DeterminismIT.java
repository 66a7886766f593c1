package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DeterminismIT {
  private static final List<String> PATHS =
      List.of(
          "/r/java/new?limit=100&raw_json=1",
          "/r/programming/comments?limit=100",
          "/r/Kotlin/hot",
          "/r/firehose/top?t=week&limit=50",
          "/r/java+selfhosted/controversial?t=all",
          "/r/selfhosted/rising",
          "/user/AutoReplyBot/overview?limit=100",
          "/user/AutoReplyBot/about",
          "/r/java/about",
          "/r/all/new?limit=100");

  @Test
  void answersTheSameBytesInAnyOrderAndFromAnyThread() throws Exception {
    Map<String, String> first;
    Map<String, String> second = new HashMap<>();
    try (var one = RedditSimulator.start(SimulatorOptions.defaults())) {
      one.advance(Duration.ofHours(5));
      one.advance(Duration.ofHours(1));
      first = answers(Client.of(one));
    }
    try (var other = RedditSimulator.start(SimulatorOptions.defaults())) {
      Client client = Client.of(other);
      client.get("/r/PostgreSQL/new");
      other.advance(Duration.ofHours(6));
      var backwards = new ArrayList<>(PATHS);
      Collections.reverse(backwards);
      var pool = Executors.newFixedThreadPool(8);
      try {
        var calls = new ArrayList<Callable<String>>();
        backwards.forEach(path -> calls.add(() -> client.get(path).body()));
        var futures = pool.invokeAll(calls);
        for (int i = 0; i < backwards.size(); i++) {
          second.put(backwards.get(i), futures.get(i).get());
        }
      } finally {
        pool.shutdownNow();
      }
    }

    assertThat(second).isEqualTo(first);
  }

  @Test
  void answersOtherBytesForAnotherSeed() {
    try (var one = RedditSimulator.start(SimulatorOptions.defaults());
        var other = RedditSimulator.start(SimulatorOptions.defaults().withSeed(2))) {
      assertThat(Client.of(one).get(PATHS.get(0)).body())
          .isNotEqualTo(Client.of(other).get(PATHS.get(0)).body());
    }
  }

  @Test
  void goesOnInAnotherProcessWithWhatWasDoneByHand() {
    Map<String, String> state;
    Map<String, String> before;
    try (var one = RedditSimulator.start(SimulatorOptions.defaults().withSeed(7))) {
      one.advance(Duration.ofHours(20));
      Client client = Client.of(one);
      one.interventions()
          .edit(client.names("/r/java/new").get(2), "edited, with a line\nbreak \u00e9");
      one.interventions().remove(client.names("/r/java/new").get(5));
      one.interventions().deleteAccount("AutoReplyBot");
      one.advance(Duration.ofMillis(1500));
      before = answers(client);
      state = one.state();
    }

    try (var other = RedditSimulator.start(SimulatorOptions.defaults().resumedFrom(state))) {
      assertThat(answers(Client.of(other))).isEqualTo(before);
      assertThat(other.state()).isEqualTo(state);
    }
  }

  @Test
  void doesNotGoOnFromAnIncompleteState() {
    assertThatThrownBy(() -> SimulatorOptions.defaults().resumedFrom(Map.of("seed", "1")))
        .hasMessage(
            "Cannot resume a simulator: 'clock_start' is missing among [seed]. Pass what state()"
                + " returned");
  }

  @Test
  void letsTheClockRunWhenAsked() {
    SimulatorOptions options =
        Worlds.still(SimulatedSubreddit.of("busy", 60)).withClockSpeed(36_000);
    try (var simulator = RedditSimulator.start(options)) {
      Client client = Client.of(simulator);
      String newest = client.names("/r/busy/new?limit=1").get(0);
      long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (client.names("/r/busy/new?limit=1").get(0).equals(newest)) {
        assertThat(System.nanoTime()).isLessThan(until);
      }
      assertThat(simulator.now()).isAfter(options.clockStart());
    }
  }

  private static Map<String, String> answers(Client client) {
    var answers = new HashMap<String, String>();
    PATHS.forEach(path -> answers.put(path, client.get(path).body()));
    return answers;
  }
}
