package dev.harbor.rest.http;

import dev.harbor.source.ExtractContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One request from its first attempt to its answer. Confined to one thread. */
final class Exchange<T> {
  private static final Logger LOGGER = System.getLogger("dev.harbor.rest");
  private static final Duration LONG_WAIT = Duration.ofSeconds(5);

  private final RestClient client;
  private final RestRequest request;
  private final ExtractContext context;
  private final BodyReader<T> reader;
  private final WireRequest wire;
  private final Optional<Authorization> authorization;
  private final Attempts attempts;
  private boolean renewed;

  Exchange(RestClient client, RestRequest request, ExtractContext context, BodyReader<T> reader) {
    this.client = client;
    this.request = request;
    this.context = context;
    this.reader = reader;
    this.wire = new WireRequest(client, request);
    this.authorization = wire.isHome() ? client.authorization() : Optional.empty();
    this.attempts = new Attempts(request, client);
  }

  T run() throws InterruptedException {
    client.reachability().check();
    while (true) {
      Optional<String> header = header();
      waitForBudget();
      long began = client.pause().nanoTime();
      try {
        RestResponse response = exchange(header);
        Optional<T> answer = answer(response, header);
        if (answer.isPresent()) {
          return answer.get();
        }
      } catch (Transport.UnreachableException e) {
        sleep(unreachable(began, e));
      } catch (Transport.BodyTooLargeException e) {
        throw new RestException(
            RestFailure.TOO_LARGE,
            "Cannot read the answer to '%s' of '%s': its body is greater than the limit. Ask for less, or set maxBodyBytes(...)"
                .formatted(request, client),
            e);
      } catch (IOException e) {
        attempts.reached();
        sleep(attempts.afterError("a broken answer (" + e.getClass().getSimpleName() + ")", e));
      }
      context.retried();
    }
  }

  private Optional<String> header() throws InterruptedException {
    return authorization.isPresent()
        ? Optional.of(authorization.get().header(context))
        : Optional.empty();
  }

  private RestResponse exchange(Optional<String> header) throws IOException, InterruptedException {
    long began = client.pause().nanoTime();
    context.requested();
    RestResponse response;
    try {
      response =
          client
              .transport()
              .exchange(
                  wire.with(header, authorization.map(Authorization::placement)),
                  attempts.connectLimit());
    } catch (IOException | InterruptedException e) {
      client.limiter().failed();
      log(e.getClass().getSimpleName(), began);
      throw e;
    }
    client.limiter().answered(response);
    client.reachability().reached();
    attempts.reached();
    log("status " + response.status(), began);
    return response;
  }

  /** What the reader makes of the answer; empty if the request is to be sent again. */
  private Optional<T> answer(RestResponse response, Optional<String> header)
      throws IOException, InterruptedException {
    Optional<ResponseAction> action = request.actionOn(response);
    if (action.isPresent()) {
      return act(action.get(), response);
    }
    int status = response.status();
    if (status == 429 || client.limiter().isSpent(response)) {
      Duration wait = client.limiter().throttled(response, client.policy());
      attempts.afterThrottled();
      LOGGER.log(
          Level.WARNING,
          "{0}: status {1}, waiting {2} s",
          request,
          Integer.toString(status),
          Long.toString(wait.toSeconds()));
      return Optional.empty();
    }
    client.limiter().accepted();
    if (status == 401 && header.isPresent()) {
      renew(header.get());
      return Optional.empty();
    }
    if (status == 408 || status >= 500) {
      sleep(longer(attempts.afterError("status " + status, null), response));
      return Optional.empty();
    }
    if (status == 403 && response.isHtml()) {
      sleep(attempts.afterBlocked(status));
      return Optional.empty();
    }
    if (status == 200 && (response.body().length == 0 || response.isHtml())) {
      String found = response.body().length == 0 ? "an empty answer" : "a page of HTML";
      sleep(attempts.afterError(found, null));
      return Optional.empty();
    }
    return Optional.of(reader.read(response));
  }

  private Optional<T> act(ResponseAction action, RestResponse response)
      throws IOException, InterruptedException {
    switch (action.verb()) {
      case IGNORE -> {
        return Optional.of(reader.read(response));
      }
      case RETRY -> {
        String found = "status %d (%s)".formatted(response.status(), action.kind());
        sleep(longer(attempts.afterError(found, null), response));
        return Optional.empty();
      }
      case FAIL -> {}
    }
    throw new RestException(
        RestFailure.REFUSED,
        "Cannot send '%s' to '%s': status %d, and %s is set to fail"
            .formatted(request, client, response.status(), action.kind()),
        null);
  }

  private void renew(String refused) throws InterruptedException {
    if (renewed || authorization.isEmpty() || !authorization.get().renew(refused)) {
      throw new RestException(
          RestFailure.UNAUTHORIZED,
          "Cannot send '%s' to '%s': status 401 %s, expected access. Check whether the credentials were revoked"
              .formatted(
                  request,
                  client,
                  renewed ? "with a new token too" : "and the token cannot be renewed"),
          null);
    }
    renewed = true;
  }

  private Duration unreachable(long began, IOException cause) {
    try {
      return attempts.afterUnreachable(began, cause);
    } catch (RestException e) {
      client.reachability().givenUp(e);
      throw e;
    }
  }

  /** The delay, or what a 503 asks for if that is longer. */
  private Duration longer(Duration delay, RestResponse response) {
    Duration asked = RetryAfter.of(response, client.pause().now()).orElse(Duration.ZERO);
    if (asked.compareTo(client.policy().maxThrottleDelay()) > 0) {
      asked = client.policy().maxThrottleDelay();
    }
    if (asked.compareTo(delay) <= 0) {
      return delay;
    }
    attempts.waitedForBudget(asked);
    return asked;
  }

  private void waitForBudget() throws InterruptedException {
    Duration wait = client.limiter().tryAcquire();
    while (!wait.isZero()) {
      attempts.waitedForBudget(wait);
      sleep(wait);
      wait = client.limiter().tryAcquire();
    }
  }

  private void sleep(Duration wait) throws InterruptedException {
    if (wait.isZero()) {
      return;
    }
    if (wait.compareTo(LONG_WAIT) > 0) {
      LOGGER.log(Level.INFO, "{0}: waiting {1} s", request, Long.toString(wait.toSeconds()));
    }
    client.pause().sleep(wait);
    context.waited(wait);
  }

  private void log(String outcome, long began) {
    if (LOGGER.isLoggable(Level.DEBUG)) {
      long millis = TimeUnit.NANOSECONDS.toMillis(client.pause().nanoTime() - began);
      LOGGER.log(
          Level.DEBUG,
          "%s %s %d ms budget %s"
              .formatted(
                  request,
                  outcome,
                  millis,
                  client.limiter().remaining().isPresent()
                      ? Long.toString((long) client.limiter().remaining().getAsDouble())
                      : "unknown"));
    }
  }
}
