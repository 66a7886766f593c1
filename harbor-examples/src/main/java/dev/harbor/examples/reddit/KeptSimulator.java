package dev.harbor.examples.reddit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.harbor.reddit.simulator.RateBudget;
import dev.harbor.reddit.simulator.RedditSimulator;
import dev.harbor.reddit.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A simulated Reddit whose seed and clock are kept in {@code .harbor/simulator.json}, so that a
 * later run goes on from there.
 */
final class KeptSimulator {
  private static final JsonMapper JSON = new JsonMapper();

  // Reddit's own 1,000 would have a first run wait for minutes, which shows nothing.
  private static final int REQUESTS_PER_WINDOW = 10_000;

  private final Path file;

  KeptSimulator(Path workingDirectory) {
    this.file = workingDirectory.resolve(".harbor").resolve("simulator.json");
  }

  /** Starts it; a simulator that goes on from an earlier run has its clock moved first. */
  RedditSimulator start(Duration advance) throws IOException {
    boolean goesOn = Files.exists(file);
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .withRateBudget(RateBudget.standard().withRequests(REQUESTS_PER_WINDOW));
    RedditSimulator simulator =
        RedditSimulator.start(goesOn ? options.resumedFrom(read()) : options);
    if (goesOn) {
      simulator.advance(advance);
    }
    keep(simulator);
    System.err.printf(
        "No REDDIT_ setting: using the simulated Reddit, where it is %s (kept in %s)%n",
        simulator.now(), file);
    return simulator;
  }

  /** Starts one whose time goes by itself from where it is kept; it is not kept any further. */
  RedditSimulator running(double speed) throws IOException {
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .withRateBudget(RateBudget.standard().withRequests(REQUESTS_PER_WINDOW));
    RedditSimulator simulator =
        RedditSimulator.start(
            (Files.exists(file) ? options.resumedFrom(read()) : options).withClockSpeed(speed));
    System.err.printf("No REDDIT_ setting: using a simulated Reddit%n");
    return simulator;
  }

  private Map<String, String> read() throws IOException {
    try {
      return JSON.readValue(file.toFile(), new TypeReference<Map<String, String>>() {});
    } catch (IOException e) {
      throw new IOException(
          "Cannot go on with the simulated Reddit: %s is not readable. Delete it to begin anew"
              .formatted(file),
          e);
    }
  }

  /**
   * Written before the run, by an atomic move: a run that is killed has moved the clock all the
   * same.
   */
  private void keep(RedditSimulator simulator) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "simulator", ".new");
    Files.writeString(
        fresh,
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new TreeMap<>(simulator.state())));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
