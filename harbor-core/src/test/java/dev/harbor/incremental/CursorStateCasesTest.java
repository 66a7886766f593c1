package dev.harbor.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.state.ResourceState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * dlt's cases 1 to 14, 42 to 48 of incremental loading that have a meaning here: state, start and
 * last value.
 */
class CursorStateCasesTest {
  private static final Incremental<Long> N = Incremental.ofLong("n");
  private final CursorRig rig = new CursorRig();

  @Test
  void case01TheLastValueIsTheGreatestOfAllBatches() {
    rig.run(N, "[{'n':0},{'n':4}]", "[{'n':9},{'n':5}]");

    assertThat(rig.last()).isEqualTo("9");
  }

  @Test
  void case02TheExtractorIsToldNothingFirstAndThenTheLastValue() {
    List<String> told = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      rig.run(
          N,
          (context, out) -> {
            told.add(context.startOf(N).map(String::valueOf).orElse("none"));
            for (int n = 0; n <= 5; n++) {
              out.emit(Map.of("n", n));
            }
          });
    }

    assertThat(told).containsExactly("none", "5");
  }

  @Test
  void case03TheStartStaysWhileTheLastValueMoves() {
    for (int run = 1; run <= 20; run++) {
      int newest = run;
      rig.run(
          N,
          (context, out) -> {
            var start = context.startOf(N);
            for (int n = newest - 1; n <= newest + 10; n++) {
              out.emit(Map.of("n", n));
            }
            assertThat(context.startOf(N)).isEqualTo(start);
          });
      assertThat(rig.last()).isEqualTo(String.valueOf(run + 10));
    }

    assertThat(rig.values("n")).hasSize(31).doesNotHaveDuplicates();
  }

  @Test
  void case04AnInitialValueIsTheFirstLastValue() {
    rig.run(N.startingAt(4242L), 1);

    assertThat(rig.last()).isEqualTo("4242");
    assertThat(rig.slot("n").values()).containsEntry("initial_value", 4242L);
  }

  @Test
  void case05AnotherCursorOfTheRunHasAStateOfItsOwn() {
    rig.run(N.startingAt(0L), "{'n':1,'m':500}");
    rig.run(Incremental.ofLong("m").startingAt(241L), "{'n':2,'m':240}", "{'n':2,'m':241}");

    assertThat(rig.joined("m")).isEqualTo("500,241");
    assertThat(rig.last("n")).isEqualTo("1");
    assertThat(rig.last("m")).isEqualTo("241");
  }

  @Test
  void case07GoingDownTheSmallestIsTheLastValue() {
    rig.run(N.goingDown(), 10, 11, 9, 10, 8, 22);

    assertThat(rig.last()).isEqualTo("8");
  }

  @Test
  void case07AFunctionOfOnesOwnMovesTheCursor() {
    rig.run(N.lastValue((last, n) -> (last == null ? n : Math.max(last, n)) + 1), 9, 10);

    assertThat(rig.last()).isEqualTo("11");
  }

  @Test
  void case08ACursorOfInstants() {
    Instant start = Instant.parse("2026-01-01T00:00:00.5Z");
    Incremental<Instant> at = Incremental.ofInstant("at").startingAt(start);
    List<Instant> told = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      rig.run(
          at,
          (context, out) -> {
            context.startOf(at).ifPresent(told::add);
            for (int minutes : new int[] {1, 3, 2, 4, 2}) {
              out.emit(Map.of("at", start.plusSeconds(60L * minutes)));
            }
          });
    }

    assertThat(told).containsExactly(start, start.plusSeconds(240));
    assertThat(rig.last("at")).isEqualTo("\uf0272026-01-01T00:04:00.500000+00:00");
    assertThat(rig.values("at")).hasSize(5);
  }

  @Test
  void case09PathsHaveIndexesStarsAndAlternatives() {
    rig.run(
        Incremental.ofLong("data.items[0].created_at"),
        "{'data':{'items':[{'created_at':2},{'created_at':9}]}}");
    rig.run(
        Incremental.ofLong("data.items[*].created_at"),
        "{'data':{'items':[{'x':1},{'created_at':3}]}}");
    rig.run(
        Incremental.ofLong("item.timestamp|modifiedAt"),
        "{'item':{'timestamp':4}}",
        "{'item':{'modifiedAt':5}}");

    assertThat(rig.last("data.items[0].created_at")).isEqualTo("2");
    assertThat(rig.last("data.items[*].created_at")).isEqualTo("3");
    assertThat(rig.last("item.timestamp|modifiedAt")).isEqualTo("5");
  }

  @Test
  void case12TheSameItemsAgainAreNoLoadAndAReplaceBeginsAnew() {
    rig.run(N, 1, 2);

    assertThat(rig.run(N, 1, 2).isEmpty()).isTrue();
    rig.resource(r -> r.disposition(WriteDisposition.REPLACE));
    assertThat(rig.run(N, 1).isEmpty()).isFalse();
    assertThat(rig.joined("n")).isEqualTo("1");
    assertThat(rig.last()).isEqualTo("1");
  }

  @Test
  void case13KeysAreKeptOfTheEdgeOnly() {
    rig.resource(r -> r.primaryKey("id"));
    rig.run(N, "{'id':1,'n':3}", "{'id':2,'n':2}", "{'id':3,'n':1}", "{'id':3,'n':1}");
    assertThat(rig.hashes("n")).hasSize(1);

    rig.run(N, "{'id':5,'n':5}", "{'id':6,'n':5}", "{'id':7,'n':5}");
    assertThat(rig.hashes("n")).hasSize(3);
  }

  @Test
  void case47AWholeDocumentCanBeTheCursorOfAFunction() {
    Incremental<Object> perType = Incremental.of("$").lastValue(CursorStateCasesTest::perType);
    String[] events = {
      "{'type':'Watch','at':1}", "{'type':'Watch','at':2.5}", "{'type':'Push','at':7}"
    };
    rig.run(perType, events);
    rig.run(perType, events);

    assertThat(rig.values("type")).containsExactly("Watch", "Watch", "Push");
    assertThat(rig.slot("$").child("last_value").values()).containsOnlyKeys("Watch", "Push");
    rig.run(perType, "{'type':'Watch','at':3}", "{'type':'Push','at':6}");
    assertThat(rig.values("type")).containsExactly("Watch", "Watch", "Push", "Watch");
  }

  /** The greatest time of each type of event. */
  private static Object perType(@Nullable Object last, Object item) {
    Map<?, ?> event = (Map<?, ?>) item;
    Map<String, Object> times = new LinkedHashMap<>();
    if (last instanceof Map<?, ?> before && !before.containsKey("type")) {
      before.forEach((type, time) -> times.put((String) type, time));
    }
    times.merge(
        (String) event.get("type"),
        event.get("at"),
        (a, b) -> ((Number) a).doubleValue() >= ((Number) b).doubleValue() ? a : b);
    return times;
  }

  @Test
  void case48ValuesOfAnotherKindAreRefused() {
    assertThat(
            rig.failure(
                Incremental.ofDate("n").startingAt(LocalDate.parse("2024-01-01")), "{'n':5}"))
        .isEqualTo(
            "Cannot read the cursor of an item of resource 'items': found 5 of class Long at 'n', expected LocalDate");
    rig.run(Incremental.of("n"), "{'n':5}");
    assertThat(rig.failure(Incremental.of("n"), "{'n':'x'}"))
        .isEqualTo(
            "Cannot compare the cursor of an item of resource 'items' at 'n': found 'x', but the cursor stands at 5, which is of another kind. Convert it in the resource");
    assertThat(rig.failure(Incremental.ofDate("n"), "{'n':'2024-01-01'}"))
        .isEqualTo(
            "Cannot go on from the cursor 'n' of resource 'items': it was left at '5', expected a value of class LocalDate. Give the new cursor another path, or drop the state");
  }

  @Test
  void case50DateTimesOfAnyZoneAreOneScale() {
    Incremental<Instant> at = Incremental.ofInstant("at");
    rig.run(at, "{'at':'2024-01-01T10:00:00'}");
    rig.run(at, "{'at':'2024-01-01T10:00:00Z'}", "{'at':'2024-01-01T12:30:00+02:00'}");
    rig.run(
        at, "{'at':'2024-01-01T10:30:00'}", "{'at':'2024-01-01T10:31:00'}", "{'at':'2024-01-02'}");

    assertThat(rig.values("at")).hasSize(6);
    assertThat(rig.last("at")).isEqualTo("2024-01-02");
    Instant midnight = LocalDate.parse("2024-01-02").atStartOfDay(ZoneOffset.UTC).toInstant();
    rig.run(at, (context, out) -> assertThat(context.startOf(at)).contains(midnight));
  }

  @Test
  void aCursorThatDltLeftWithItsMarksIsUnderstood() {
    Incremental<Instant> at = Incremental.ofInstant("at");
    Map<String, Object> slot =
        Map.of("last_value", "\uf0272024-01-01T10:00:00+00:00", "unique_hashes", List.of());
    rig.run(
        N,
        (context, out) ->
            context.setState(
                ResourceState.of(Map.of("incremental", Map.of("at", slot, "other", slot)))));
    rig.run(at, "{'at':'2024-01-01T09:59:59Z'}", "{'at':'2024-01-01T10:00:01Z'}");

    assertThat(rig.values("at")).hasSize(1);
    assertThat(rig.last("at")).isEqualTo("2024-01-01T10:00:01Z");
    assertThat(rig.slot("other").values()).isEqualTo(slot);
  }

  @Test
  void aBlankPathIsRefused() {
    assertThatThrownBy(() -> Incremental.of(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot make a cursor of a blank path; name a field such as 'updated_at'");
  }
}
