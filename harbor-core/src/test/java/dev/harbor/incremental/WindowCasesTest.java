package dev.harbor.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.run.RunOptions;
import dev.harbor.source.Incremental;
import dev.harbor.source.TimeWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** dlt's cases 58 to 61 of incremental loading: a window that a scheduler asks for. */
class WindowCasesTest {
  private static final String[] ROWS = {
    "{'at':'2024-05-15'}", "{'at':'2024-06-15'}", "{'at':'2024-08-15'}", "{'at':'2024-12-15'}"
  };
  private final CursorRig rig = new CursorRig();

  private static Instant at(String date) {
    return Instant.parse(date + "T00:00:00Z");
  }

  @Test
  void case58TheWindowComesFromTheEnvironmentOnlyWhenAsked() {
    TimeWindow window =
        TimeWindow.fromVariables(
            Map.of(
                "HARBOR_INTERVAL_START", "2024-01-01",
                "HARBOR_INTERVAL_END", "2024-01-02 06:30:00",
                "HARBOR_INTERVAL_TIMEZONE", "Asia/Colombo"));

    assertThat(window.start()).isEqualTo(Instant.parse("2023-12-31T18:30:00Z"));
    assertThat(window.endInstant()).contains(Instant.parse("2024-01-02T01:00:00Z"));
    assertThat(
            TimeWindow.fromVariables(Map.of("HARBOR_INTERVAL_START", "2024-01-01T00:00:00+02:00")))
        .isEqualTo(TimeWindow.from(Instant.parse("2023-12-31T22:00:00Z")));
  }

  @Test
  void case58AWindowThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> TimeWindow.fromVariables(Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot find the window of the run: the variable HARBOR_INTERVAL_START is not set, expected a date-time such as 2024-01-31T00:00:00Z. Set it, or leave the window out");
    assertThatThrownBy(() -> TimeWindow.fromVariables(Map.of("HARBOR_INTERVAL_START", "yesterday")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot read the variable HARBOR_INTERVAL_START: found 'yesterday', expected a date-time such as 2024-01-31T00:00:00Z");
    assertThatThrownBy(
            () ->
                TimeWindow.fromVariables(
                    Map.of(
                        "HARBOR_INTERVAL_START", "2024-01-01", "HARBOR_INTERVAL_TIMEZONE", "Mars")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot read the variable HARBOR_INTERVAL_TIMEZONE: found 'Mars'");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-06-01,,2024-05-01,2024-09-01,'2024-06-15,2024-08-15'",
    "2024-01-01,2024-12-01,2024-06-01,2025-02-01,'2024-06-15,2024-08-15'",
    "2024-01-01,2024-12-01,2025-01-01,2025-02-01,''",
    "2024-01-01,2025-01-01,2024-06-01,2024-09-01,'2024-06-15,2024-08-15'",
    ",,2024-06-01,2024-09-01,'2024-06-15,2024-08-15'"
  })
  void case59TheWindowAndTheCursorsOwnRangeAreIntersected(
      String start, String end, String windowStart, String windowEnd, String stored) {
    Incremental<Instant> cursor = Incremental.ofInstant("at");
    cursor = start == null ? cursor : cursor.startingAt(at(start));
    cursor = end == null ? cursor : cursor.endingBefore(at(end));
    rig.run(cursor.within(TimeWindow.of(at(windowStart), at(windowEnd))), ROWS);

    assertThat(rig.joined("at").replaceAll("T00:00:00Z", "")).isEqualTo(stored);
    assertThat(rig.state().values()).doesNotContainKey("incremental");
  }

  @ParameterizedTest
  @CsvSource({"2024-08-20,'2024-06-15,2024-08-15'", "2024-06-20,'2024-06-15'"})
  void case59GoingDownTheWindowIsClippedFromItsEnd(String upper, String stored) {
    Incremental<Instant> cursor = Incremental.ofInstant("at").goingDown().startingAt(at(upper));
    rig.run(cursor.within(TimeWindow.of(at("2024-06-01"), at("2024-09-01"))), ROWS);

    assertThat(rig.joined("at")).isEqualTo(stored);
  }

  @Test
  void case60ARunsWindowIsJoinedUnlessTheCursorKeepsItsRange() {
    rig.options(
        RunOptions.defaults().withWindow(TimeWindow.of(at("2024-06-01"), at("2024-09-01"))));
    rig.run(Incremental.ofInstant("at"), ROWS);
    assertThat(rig.values("at")).hasSize(2);

    rig.run(Incremental.ofText("at").ignoringWindow(), ROWS);
    assertThat(rig.values("at")).hasSize(6);
    assertThat(rig.last("at")).isEqualTo("2024-12-15");
  }

  @Test
  void case58AWindowWithoutAnEndIsAnOrdinaryRunFromThere() {
    rig.run(Incremental.ofInstant("at").within(TimeWindow.from(at("2024-08-01"))), ROWS);
    rig.run(Incremental.ofInstant("at").within(TimeWindow.from(at("2024-01-01"))), ROWS);

    assertThat(rig.joined("at")).isEqualTo("2024-08-15,2024-12-15");
    assertThat(rig.last("at")).isEqualTo("2024-12-15");
  }

  @Test
  void case61DaysAreThoseOfTheZoneAndNumbersAreEpochSeconds() {
    Instant start = Instant.parse("2024-06-14T20:00:00.5Z");
    TimeWindow window = TimeWindow.of(start, start.plusSeconds(1));

    assertThat(Incremental.ofDate("d").within(window).initialValue())
        .contains(LocalDate.parse("2024-06-14"));
    assertThat(
            Incremental.ofDate("d").within(window.inZone(ZoneId.of("Asia/Colombo"))).initialValue())
        .contains(LocalDate.parse("2024-06-15"));
    assertThat(Incremental.ofLong("d").within(window).endValue())
        .contains(start.getEpochSecond() + 1);
    assertThat(Incremental.ofDecimal("d").within(window).initialValue())
        .contains(new BigDecimal(start.getEpochSecond() + ".5"));
    assertThatThrownBy(() -> Incremental.ofText("d").within(window))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot put cursor 'd' into a window of time: its values are of class String, expected instants, days or epoch seconds. Declare it by ofInstant, ofDate, ofLong or ofDecimal, or call ignoringWindow()");
  }

  @Test
  void case61TheLaterOfTwoStartsOfADayWins() {
    Instant six = Instant.parse("2024-06-01T06:00:00Z");

    assertThat(
            Incremental.ofInstant("at")
                .startingAt(six)
                .within(TimeWindow.of(at("2024-06-01"), at("2024-07-01")))
                .initialValue())
        .contains(six);
  }
}
