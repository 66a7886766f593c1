package dev.harbor.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.run.SegmentLimits;
import dev.harbor.source.Incremental;
import dev.harbor.source.RowOrder;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** dlt's cases 32 to 41 of incremental loading: ranges, open and closed, and early ends. */
class RangeCasesTest {
  private static final Incremental<Long> N = Incremental.ofLong("n");
  private final CursorRig rig = new CursorRig();

  private static int[] range(int first, int last) {
    int size = Math.abs(last - first) + 1;
    int step = last < first ? -1 : 1;
    return IntStream.range(0, size).map(i -> first + step * i).toArray();
  }

  @Test
  void case32AnInitialValueLeavesOutWhatLiesBefore() {
    rig.run(N.startingAt(0L), range(-10, 9));
    assertThat(rig.values("n")).hasSize(10).startsWith(0L);

    CursorRig down = new CursorRig();
    down.run(N.startingAt(0L).goingDown(), range(-10, 9));
    assertThat(down.values("n")).hasSize(11).startsWith(-10L);
  }

  @Test
  void case33BackfillsInAnyOrderNeitherReadNorMoveTheState() {
    int[] all = range(0, 200);
    for (long[] part : new long[][] {{40, 50}, {50, 60}, {60, 61}, {62, 70}, {20, 30}}) {
      rig.run(N.startingAt(part[0]).endingBefore(part[1]), all);
      assertThat(rig.state().values()).isEmpty();
    }
    rig.run(N.startingAt(70L), range(0, 88));
    rig.run(N.startingAt(10L).endingBefore(20L), all);
    assertThat(rig.last()).isEqualTo("88");
    rig.run(N.startingAt(70L), range(0, 109));

    List<Object> expected = new ArrayList<>();
    for (int n : range(10, 109)) {
      if (n < 30 || (n >= 40 && n != 61)) {
        expected.add((long) n);
      }
    }
    assertThat(rig.values("n")).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void case34AnEndWithinABatch() {
    rig.run(N.startingAt(1L).endingBefore(10L), "[{'n':1},{'n':12}]", "[{'n':9},{'n':10}]");
    rig.run(N.startingAt(10L).endingBefore(14L), "[{'n':9},{'n':10},{'n':13},{'n':14}]");

    assertThat(rig.joined("n")).isEqualTo("1,9,10,13");
    assertThat(rig.state().values()).doesNotContainKey("incremental");
  }

  @Test
  void case35RangesThatCannotBeAreRefused() {
    refused(() -> N.endingBefore(5L), "it ends at 5 but starts nowhere; call startingAt(...)");
    refused(
        () -> N.startingAt(6L).endingBefore(5L),
        "it starts at 6 and ends at 5, which lies before the start");
    refused(
        () -> N.startingAt(5L).endingBefore(6L).goingDown(),
        "it starts at 5 and ends at 6, which lies before the start");
    refused(
        () -> N.startingAt(6L).endingBefore(5L).lastValue((a, b) -> a == null ? b : Math.max(a, b)),
        "it starts at 6 and ends at 5, which lies before the start");
    refused(
        () -> N.lastValue((a, b) -> b).lag(3),
        "a function of its own moves it, so it has no lag, no settling delay and no direction");
    refused(
        () -> N.lag(Duration.ofDays(1)),
        "its lag is not of the kind of its values: numbers lag by a number, times by a duration");
    refused(
        () -> Incremental.ofDate("n").lag(Duration.ofHours(36)),
        "a cursor of days lags by whole days, not by PT36H");
    refused(
        () -> N.settling(Duration.ofHours(1)), "only a cursor of times that goes up can settle");
  }

  private void refused(Supplier<Incremental<?>> cursor, String reason) {
    assertThatThrownBy(() -> rig.run(cursor.get(), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot build resource 'items' with cursor 'n': " + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "false,false,'5,6,7,8,9,10,11'",
    "false,true,'6,7,8,9,10,11'",
    "true,false,'1,2,3,4,5'",
    "true,true,'1,2,3,4'"
  })
  void case36AStartIsClosedOrOpen(boolean down, boolean open, String stored) {
    for (RowOrder order : RowOrder.values()) {
      CursorRig own = new CursorRig();
      Incremental<Long> cursor = N.startingAt(5L).order(order);
      cursor = down ? cursor.goingDown() : cursor;
      cursor = open ? cursor.openStart() : cursor;
      boolean descending = order == RowOrder.DESCENDING;
      own.run(cursor, descending ? range(11, 1) : range(1, 11));

      assertThat(own.values("n")).hasSize(stored.split(",").length);
      assertThat(stored.split(","))
          .containsAll(own.values("n").stream().map(String::valueOf).toList());
    }
  }

  @Test
  void case36AnOpenStartDropsEverythingAtIt() {
    rig.run(N.startingAt(0L).openStart(), 0, 0, 1, 1, 1, 1, 2, 2);
    assertThat(rig.joined("n")).isEqualTo("1,1,1,1,2,2");
    rig.run(N.openStart(), 2, 2);
    assertThat(rig.values("n")).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({"false,'0,0,1,1,1.5,1.5'", "true,'0,0,1,1,1.5,1.5,2.0,2.0'"})
  void case37AnEndIsOpenOrClosed(boolean closed, String stored) {
    Incremental<BigDecimal> n = Incremental.ofDecimal("n").startingAt(BigDecimal.ZERO);
    BigDecimal two = new BigDecimal("2.0");
    rig.resource(r -> r.column("n", dev.harbor.schema.DataType.TEXT));
    rig.run(
        closed ? n.endingAt(two) : n.endingBefore(two),
        "[{'n':0},{'n':0},{'n':1},{'n':1},{'n':2.1},{'n':1.5},{'n':1.5},{'n':2.0},{'n':2.0}]");

    assertThat(rig.joined("n")).isEqualTo(stored);
  }

  @Test
  void case38ALimitedRunGoesOnInTheNext() {
    rig.resource(r -> r.limit(10));
    for (int run = 1; run <= 3; run++) {
      rig.run(
          N.order(RowOrder.ASCENDING),
          (context, out) -> {
            long n = context.startOf(N).orElse(0L);
            boolean more = true;
            while (more) {
              more = out.emit(Map.of("n", n++));
            }
          });
      assertThat(rig.values("n")).hasSize(10 * run).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource({"DESCENDING,48,-1,39", "ASCENDING,10,1,35"})
  void case40AnOrderEndsAnEndlessSource(RowOrder order, int first, int step, int rows) {
    Incremental<Long> cursor = N.startingAt(10L).order(order);
    Incremental<Long> ranged = order == RowOrder.ASCENDING ? cursor.endingBefore(45L) : cursor;
    rig.run(
        ranged,
        (context, out) -> {
          int n = first;
          while (out.emitJson("{\"n\":" + n + "}")) {
            n += step;
          }
        });

    assertThat(rig.values("n")).hasSize(rows);
  }

  @Test
  void case39AtAnOpenStartTheValueItselfEndsTheSource() {
    List<Integer> asked = new ArrayList<>();
    rig.run(
        N.startingAt(10L).openStart().order(RowOrder.DESCENDING),
        (context, out) -> {
          int n = 12;
          do {
            asked.add(n);
          } while (out.emitJson("{\"n\":" + n-- + "}"));
        });

    assertThat(asked).containsExactly(12, 11, 10);
    assertThat(rig.joined("n")).isEqualTo("12,11");
  }

  @Test
  void case40AWrongOrderDoesNotEndTooEarly() {
    rig.run(N.startingAt(22L).endingBefore(45L).order(RowOrder.DESCENDING), range(22, 60));

    assertThat(rig.values("n")).hasSize(23);
  }

  @Test
  void anOpenStartIsNeverCutWithinAValue() {
    rig.limits(SegmentLimits.ofRows(1));
    var report = rig.run(N.order(RowOrder.ASCENDING).openStart(), 1, 1, 2, 2, 3);

    assertThat(report.loadIds()).hasSize(3);
    assertThat(rig.joined("n")).isEqualTo("1,1,2,2,3");
  }

  @Test
  void aDescendingCursorThatGoesDownIsCutToo() {
    rig.limits(SegmentLimits.ofRows(1));

    assertThat(rig.run(N.goingDown().order(RowOrder.DESCENDING), 3, 2, 2, 1).loadIds()).hasSize(3);
    assertThat(rig.last()).isEqualTo("1");
  }

  @Test
  void whatIsYoungerThanTheSettlingDelayIsLeftForTheNextRun() {
    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    Incremental<Instant> at = Incremental.ofInstant("at").settling(Duration.ofMinutes(10));
    String[] items = {"{'at':'2026-01-01T11:00:00Z'}", "{'at':'2026-01-01T11:50:00Z'}"};
    rig.clock(Clock.fixed(now, ZoneOffset.UTC)).run(at, items);
    assertThat(rig.values("at")).hasSize(1);
    assertThat(rig.last("at")).isEqualTo("2026-01-01T11:00:00Z");

    String late = "{'at':'2026-01-01T11:30:00Z'}";
    rig.clock(Clock.fixed(now.plusSeconds(1), ZoneOffset.UTC)).run(at, late, items[0], items[1]);
    assertThat(rig.values("at")).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void aDayHasSettledWhenItIsOver() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-03T02:00:00Z"), ZoneOffset.UTC);
    Incremental<LocalDate> day = Incremental.ofDate("day").settling(Duration.ofHours(3));
    rig.clock(clock).run(day, "{'day':'2026-01-01'}", "{'day':'2026-01-02'}");

    assertThat(rig.joined("day")).isEqualTo("2026-01-01");
  }
}
