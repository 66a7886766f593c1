package dev.harbor.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private final FakePause pause = new FakePause();
  private final RateLimiter limiter = RateLimiter.headerDriven(Duration.ofMinutes(10), pause);

  @Test
  void waitsForNothingWhileNothingIsKnown() {
    for (int i = 0; i < 2_000; i++) {
      assertThat(limiter.tryAcquire()).isZero();
      limiter.answered(headers());
    }
    assertThat(limiter.remaining()).isEmpty();
  }

  @Test
  void spendsFreelyWhileMoreThanHalfIsLeft() {
    told("remaining", "988.0", "used", "12", "reset", "375");

    for (int i = 0; i < 400; i++) {
      assertThat(limiter.tryAcquire()).isZero();
    }
    assertThat(limiter.remaining()).hasValue(988);
  }

  @Test
  void spreadsTheRestEvenlyOverTheWindow() {
    told("remaining", "400.0", "used", "600", "reset", "370");

    assertThat(limiter.tryAcquire()).isZero();
    assertThat(limiter.tryAcquire()).isEqualTo(Duration.ofSeconds(1));
    pause.pass(Duration.ofSeconds(1));
    assertThat(limiter.tryAcquire()).isZero();
  }

  @Test
  void waitsForTheNextWindowWhenOnlyTheReserveIsLeft() {
    told("remaining", "30.0", "used", "970", "reset", "100");

    assertThat(limiter.tryAcquire()).isEqualTo(Duration.ofSeconds(101));
    pause.pass(Duration.ofSeconds(101));
    assertThat(limiter.tryAcquire()).isZero();
    assertThat(limiter.remaining()).hasValue(1000);
  }

  @Test
  void zeroWithADecimalPointIsZero() {
    told("remaining", "0.0", "used", "1000", "reset", "5");

    assertThat(limiter.tryAcquire()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void takesTheSmallerOfTwoBudgetsInOneHeader() {
    told("remaining", "991, 98", "used", "9", "reset", "375");

    assertThat(limiter.remaining()).hasValue(98);
  }

  @Test
  void doesNotBelieveNegativeOrFarResetsAndUnreadableBudgets() {
    told("remaining", "many", "used", "-1", "reset", "86400");

    assertThat(limiter.remaining()).isEmpty();
    assertThat(limiter.tryAcquire()).isZero();
  }

  @Test
  void countsForItselfWhereHeadersAreMissing() {
    told("remaining", "500", "used", "500", "reset", "600");

    limiter.tryAcquire();
    limiter.answered(headers());
    limiter.tryAcquire();
    limiter.failed();

    assertThat(limiter.remaining()).hasValue(498);
  }

  @Test
  void countsRequestsThatAreOnTheirWay() {
    told("remaining", "32", "used", "968", "reset", "100");

    assertThat(limiter.tryAcquire()).isZero();
    pause.pass(Duration.ofSeconds(60));
    assertThat(limiter.tryAcquire()).isZero();
    pause.pass(Duration.ofSeconds(20));
    assertThat(limiter.tryAcquire()).isEqualTo(Duration.ofSeconds(21));
  }

  @Test
  void aTinyBudgetIsSpentToTheLast() {
    told("remaining", "1", "used", "2", "reset", "100");

    assertThat(limiter.tryAcquire()).isZero();
    assertThat(limiter.tryAcquire()).isEqualTo(Duration.ofSeconds(101));
  }

  @Test
  void refusesAWindowWithoutLength() {
    assertThatThrownBy(() -> RateLimiter.headerDriven(Duration.ZERO))
        .hasMessage(
            "Cannot make a rate limiter: its window is PT0S, but must be longer than nothing");
  }

  private void told(String... pairs) {
    limiter.tryAcquire();
    limiter.answered(headers(pairs));
  }

  private static RestResponse headers(String... pairs) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.put("X-Ratelimit-" + pairs[i], List.of(pairs[i + 1]));
    }
    return new RestResponse(200, headers, new byte[0]);
  }
}
