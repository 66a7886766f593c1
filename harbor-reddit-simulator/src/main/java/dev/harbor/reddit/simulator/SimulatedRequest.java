package dev.harbor.reddit.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that was made to the simulator. Immutable.
 *
 * @param method of HTTP
 * @param path with the query
 * @param status of the answer; 0 where the connection was closed instead
 * @param client id of the app; {@code -} where it is not known
 * @param time of the virtual clock
 * @param budgetLeft requests that the client may still make in this window
 * @param fault what befell it; null where nothing did
 */
public record SimulatedRequest(
    String method,
    String path,
    int status,
    String client,
    Instant time,
    int budgetLeft,
    @Nullable String fault) {

  /** The kind of the answer, as the control endpoint shows it. */
  String answer() {
    if (fault != null) {
      return "fault";
    }
    return switch (status) {
      case 200 -> "ok";
      case 401 -> "unauthorized";
      case 429 -> "limited";
      default -> status < 400 ? "redirect" : "refused";
    };
  }
}
