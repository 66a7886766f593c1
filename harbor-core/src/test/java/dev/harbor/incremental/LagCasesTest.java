package dev.harbor.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** dlt's cases 51 to 57 of incremental loading: a lag reads again what lies behind the cursor. */
class LagCasesTest {
  private static final Incremental<Long> ID = Incremental.ofLong("id");
  private final CursorRig rig = new CursorRig();

  /** Ids 100, 200, 300, then one more in each run; all come again with changed text. */
  private String threeRuns(Incremental<Long> cursor) {
    String[] runs = {"100,200,300", "100,200,300,400", "100,200,300,400,500"};
    for (int run = 0; run < 3; run++) {
      int update = run;
      rig.run(
          cursor,
          Stream.of(runs[run].split(","))
              .map(id -> "{'id':%s,'t':'%s%s'}".formatted(id, id, update == 0 ? "" : "u" + update))
              .toArray(String[]::new));
    }
    return rig.joined("t");
  }

  @ParameterizedTest
  @CsvSource({
    "0,'100,200,300,400u1,500u2'",
    "1,'100,200,300,300u1,400u1,400u2,500u2'",
    "100,'100,200,300,200u1,300u1,400u1,300u2,400u2,500u2'",
    "200,'100,200,300,100u1,200u1,300u1,400u1,200u2,300u2,400u2,500u2'",
    "1000,'100,200,300,100u1,200u1,300u1,400u1,100u2,200u2,300u2,400u2,500u2'"
  })
  void case51NumbersLagByUnits(int lag, String stored) {
    // Without lag the item at the edge comes with another text; its key says that it is stored.
    rig.resource(r -> r.primaryKey("id"));

    assertThat(threeRuns(lag == 0 ? ID : ID.lag(lag))).isEqualTo(stored);
    assertThat(rig.last("id")).isEqualTo("500");
  }

  @ParameterizedTest
  @CsvSource({
    "0,'100,200,300'",
    "1,'100,200,300,100u1,100u2'",
    "100,'100,200,300,100u1,200u1,100u2,200u2'",
    "200,'100,200,300,100u1,200u1,300u1,100u2,200u2,300u2'",
    "1000,'100,200,300,100u1,200u1,300u1,400u1,100u2,200u2,300u2,400u2,500u2'"
  })
  void case51NumbersThatGoDownLagUpwards(int lag, String stored) {
    rig.resource(r -> r.primaryKey("id"));

    assertThat(threeRuns(lag == 0 ? ID.goingDown() : ID.goingDown().lag(lag))).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({"7200,'u,u,u,u'", "3601,'1,u,u,u'", "3600,'1,u,u,u'", "60,'1,2,u,u'", "0,'1,2,3,u'"})
  void case52DateTimesLagBySecondsAndAreMerged(long lag, String stored) {
    rig.resource(r -> r.primaryKey("id").disposition(WriteDisposition.MERGE));
    Incremental<Instant> at = Incremental.ofInstant("at");
    Incremental<Instant> cursor = lag == 0 ? at : at.lag(Duration.ofSeconds(lag));
    String[] times = {"10:00:00", "11:00:00", "12:00:00"};
    rig.run(cursor, items(times, false));
    rig.run(cursor, items(new String[] {times[0], times[1], times[2], "12:30:00"}, true));

    assertThat(rig.joined("t")).isEqualTo(stored);
    assertThat(rig.hashes("at")).hasSize(lag == 0 ? 1 : 0);
  }

  private static String[] items(String[] times, boolean updated) {
    String[] items = new String[times.length];
    for (int i = 0; i < times.length; i++) {
      items[i] =
          "{'id':%d,'at':'2024-01-01T%s+08:00','t':'%s'}"
              .formatted(i + 1, times[i], updated ? "u" : i + 1);
    }
    return items;
  }

  @ParameterizedTest
  @CsvSource({"3,4", "2,3", "1,2", "0,1"})
  void case53DaysLagByDays(int lag, int again) {
    Incremental<LocalDate> day = Incremental.ofDate("day");
    Incremental<LocalDate> cursor = lag == 0 ? day.boundaryKey() : day.lag(Duration.ofDays(lag));
    String[] days =
        Stream.of(1, 2, 3, 4).map("{'day':'2024-01-0%d'}"::formatted).toArray(String[]::new);
    rig.run(cursor, days);
    rig.run(cursor, days);

    assertThat(rig.values("day")).hasSize(4 + again);
  }

  @Test
  void case53NumbersLagByFractions() {
    Incremental<BigDecimal> n = Incremental.ofDecimal("n").lag(new BigDecimal("1.5"));
    rig.run(n, "[{'n':1.0},{'n':2.5},{'n':3.5}]");
    rig.run(n, "[{'n':1.0},{'n':2.0},{'n':1.99},{'n':3.5}]");

    assertThat(rig.values("n")).hasSize(5);
    assertThat(rig.last()).isEqualTo("3.5");
  }

  @ParameterizedTest
  @CsvSource({"200", "1000"})
  void case54ALagDoesNotPassTheInitialValue(int lag) {
    threeRuns(ID.startingAt(200L).lag(lag));
    assertThat(rig.joined("id")).doesNotContain("100");

    CursorRig down = new CursorRig();
    for (int run = 0; run < 2; run++) {
      down.run(ID.startingAt(200L).goingDown().lag(lag), "{'id':100}", "{'id':200}", "{'id':300}");
    }
    assertThat(down.joined("id")).isEqualTo("100,200,100,200");
  }

  @Test
  void case55AnEndSwitchesTheLagOff() {
    for (int run = 0; run < 2; run++) {
      rig.run(ID.startingAt(-450L).endingBefore(500L).lag(100), "{'id':-451}", "{'id':-450}");
    }

    assertThat(rig.joined("id")).isEqualTo("-450,-450");
  }

  @Test
  void case56TheLastValueNeverGoesBack() {
    Incremental<Instant> at = Incremental.ofInstant("at").lag(Duration.ofHours(1));
    rig.run(at, "{'at':'2024-01-01T12:00:00+08:00'}");
    rig.run(at, "{'at':'2024-01-01T11:30:00+08:00'}", "{'at':'2024-01-01T10:59:59+08:00'}");

    assertThat(rig.values("at")).hasSize(2);
    assertThat(rig.last("at")).isEqualTo("2024-01-01T12:00:00+08:00");
  }

  @ParameterizedTest
  @CsvSource({
    "'2023-03-03',P1D,'2023-03-02'",
    "'20230116',P1D,'20230115'",
    "'2024-03-01',P365D,'2023-03-02'",
    "'2024-01-01T00:00:00Z',PT1S,'2023-12-31T23:59:59Z'",
    "'2024-01-01T00:00:02Z',PT1.5S,'2024-01-01T00:00:00.5Z'",
    "'2024-01-01 00:00:02.250+05:00',PT1.5S,'2024-01-01 00:00:00.750+05:00'",
    "'2024-01-01T10:00',PT30M,'2024-01-01T09:30'"
  })
  void case57TextKeepsTheFormItHas(String last, Duration lag, String start) {
    Incremental<String> cursor = Incremental.ofText("at").lag(lag);
    assertThat(startAfter(cursor, last)).isEqualTo(start);
  }

  private String startAfter(Incremental<String> cursor, String last) {
    rig.run(cursor, "{'at':'" + last + "'}");
    AtomicReference<String> start = new AtomicReference<>("");
    rig.run(cursor, (context, out) -> start.set(context.startOf(cursor).orElseThrow()));
    return Objects.requireNonNull(start.get());
  }

  @Test
  void case57AValueThatCannotLagIsRefused() {
    List<Incremental<?>> cursors =
        List.of(
            Incremental.ofText("at").lag(Duration.ofDays(1)),
            Incremental.of("at").lag(Duration.ofDays(1)),
            Incremental.of("at").lag(3));
    for (Incremental<?> cursor : cursors) {
      CursorRig own = new CursorRig();
      own.run(cursor, "{'at':'x'}");

      assertThat(own.failure(cursor, "{'at':'y'}"))
          .startsWith(
              "Cannot lag the cursor 'at' of resource 'items': it stands at 'x', expected a ");
    }
  }
}
