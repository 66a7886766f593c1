package dev.harbor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class ManualClockTest {
  @Test
  void standsUntilItIsMoved() {
    ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");

    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    assertThat(clock.millis()).isEqualTo(1_767_225_600_000L);
  }

  @Test
  void movesForwardAndBack() {
    ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");

    assertThat(clock.advance(Duration.ofHours(6))).isEqualTo("2026-01-01T06:00:00Z");
    assertThat(clock.advance(Duration.ofHours(-12))).isEqualTo("2025-12-31T18:00:00Z");
    clock.set(Instant.EPOCH);
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void movesInEveryZoneAtOnce() {
    ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    ManualClock elsewhere = clock.withZone(ZoneId.of("Asia/Colombo"));

    clock.advance(Duration.ofSeconds(1));

    assertThat(elsewhere.instant()).isEqualTo("2026-01-01T00:00:01Z");
    assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Asia/Colombo"));
  }
}
