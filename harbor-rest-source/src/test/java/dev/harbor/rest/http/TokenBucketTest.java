package dev.harbor.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TokenBucketTest {
  private final FakePause pause = new FakePause();
  private final RateLimiter limiter = RateLimiter.tokenBucket(60, Duration.ofMinutes(1), 3, pause);

  @Test
  void letsABurstThroughAndThenOneAtATime() {
    assertThat(limiter.tryAcquire()).isZero();
    assertThat(limiter.tryAcquire()).isZero();
    assertThat(limiter.tryAcquire()).isZero();
    assertThat(limiter.tryAcquire()).isEqualTo(Duration.ofSeconds(1));

    pause.pass(Duration.ofSeconds(1));
    assertThat(limiter.tryAcquire()).isZero();
    assertThat(limiter.tryAcquire()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aLongSilenceFillsItToTheBurstAndNotBeyond() {
    pause.pass(Duration.ofHours(1));

    int taken = 0;
    while (limiter.tryAcquire().isZero()) {
      taken++;
    }
    assertThat(taken).isEqualTo(3);
  }

  @Test
  void neverLetsThroughMoreThanTheRateAllows() {
    Duration passed = Duration.ZERO;
    int taken = 0;
    while (passed.compareTo(Duration.ofMinutes(10)) < 0) {
      Duration wait = limiter.tryAcquire();
      if (wait.isZero()) {
        taken++;
      } else {
        pause.pass(wait);
        passed = passed.plus(wait);
      }
    }
    assertThat(taken).isBetween(600, 603);
  }

  @Test
  void a429SilencesItWhateverIsLeft() {
    RestResponse refusal = RestResponse.of(429, Map.of("Retry-After", List.of("30")), new byte[0]);

    limiter.throttled(refusal, RequestPolicy.defaults());

    assertThat(limiter.tryAcquire()).isEqualTo(Duration.ofSeconds(30));
    pause.pass(Duration.ofSeconds(30));
    assertThat(limiter.tryAcquire()).isZero();
  }

  @Test
  void theSameClientIdHasTheSameLimiter() {
    RateLimiters limiters =
        RateLimiters.of(() -> RateLimiter.tokenBucket(60, Duration.ofMinutes(1), 1));

    assertThat(limiters.of("one")).isSameAs(limiters.of("one")).isNotSameAs(limiters.of("two"));
    assertThat(limiters).hasToString("RateLimiters[2]");
  }

  @Test
  void refusesARateOfNothing() {
    assertThatThrownBy(() -> RateLimiter.tokenBucket(0, Duration.ofSeconds(1), 1))
        .hasMessage(
            "Cannot make a rate limiter: it has 0 requests a period and a burst of 1, but both must be at least 1");
    assertThatThrownBy(() -> RateLimiter.tokenBucket(1, Duration.ZERO, 1))
        .hasMessage(
            "Cannot make a rate limiter: its period is PT0S, but must be longer than nothing");
  }

  @Test
  void aBudgetOfNothingButZerosIsAskedForAgainInTheNextWindow() {
    RateLimiter told = RateLimiter.headerDriven(Duration.ofHours(1), pause);
    told.tryAcquire();
    told.answered(
        RestResponse.of(
            200,
            Map.of("X-RateLimit-Remaining", List.of("0"), "X-RateLimit-Reset", List.of("40")),
            new byte[0]));

    assertThat(told.tryAcquire()).isEqualTo(Duration.ofSeconds(41));
    pause.pass(Duration.ofSeconds(41));
    assertThat(told.tryAcquire()).isZero();
  }

  @Test
  void readsWindowsThatEndAtATimeOfDayAndLimitsInsteadOfUses() {
    RateLimiter github = RateLimiter.headerDriven(Duration.ofHours(1), pause);
    long end = pause.now().plusSeconds(600).getEpochSecond();
    github.tryAcquire();
    github.answered(
        RestResponse.of(
            200,
            Map.of(
                "X-RateLimit-Limit", List.of("5000"),
                "X-RateLimit-Remaining", List.of("100"),
                "X-RateLimit-Reset", List.of(Long.toString(end))),
            new byte[0]));

    assertThat(github.tryAcquire()).isEqualTo(Duration.ofSeconds(601));
  }
}
