package dev.harbor.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.run.RunReport;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.RowOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** dlt's cases 15 to 26 of incremental loading: items at the edge of the window. */
class BoundaryCasesTest {
  private static final Incremental<Long> N = Incremental.ofLong("n");
  private static final String[] FIRST = {
    "{'n':1,'id':'a'}",
    "{'n':2,'id':'b'}",
    "{'n':3,'id':'c'}",
    "{'n':3,'id':'d'}",
    "{'n':3,'id':'e'}"
  };
  private static final String[] SECOND = {
    "{'n':4,'id':'g'}",
    "{'n':3,'id':'c'}",
    "{'n':3,'id':'d'}",
    "{'n':3,'id':'e'}",
    "{'n':3,'id':'f'}"
  };
  private final CursorRig rig = new CursorRig();

  @ParameterizedTest
  @ValueSource(strings = {"", "id"})
  void case15ItemsAtTheEdgeAreStoredOnce(String key) {
    rig.resource(r -> key.isEmpty() ? r : r.primaryKey(key));
    rig.run(N, FIRST);
    rig.run(N, SECOND);

    assertThat(rig.values("id")).containsExactly("a", "b", "c", "d", "e", "g", "f");
  }

  @Test
  void case17GoingThroughNewestFirstOnlyTheGreatestIsKept() {
    rig.resource(r -> r.primaryKey("n"));
    int[] down = IntStream.rangeClosed(15, 24).map(n -> 39 - n).toArray();
    Incremental<Long> newestFirst = N.startingAt(20L).order(RowOrder.DESCENDING);
    rig.run(newestFirst, down);

    assertThat(rig.joined("n")).isEqualTo("24,23,22,21,20");
    assertThat(rig.hashes("n")).hasSize(1);
    assertThat(rig.run(newestFirst, down).isEmpty()).isTrue();
  }

  @Test
  void case18WithinARunNothingIsTakenForADuplicate() {
    rig.resource(r -> r.primaryKey("isrc", "market"));
    rig.run(
        N,
        "{'n':1,'isrc':'AAA','market':'DE'}",
        "{'n':2,'isrc':'AAA','market':'DE'}",
        "{'n':2,'isrc':'AAA','market':'DE'}",
        "{'n':2,'isrc':'BBB','market':'DE'}");
    assertThat(rig.values("n")).hasSize(4);

    rig.run(N, "{'n':2,'isrc':'BBB','market':'DE'}", "{'n':2,'isrc':'BBB','market':'US'}");
    assertThat(rig.values("n")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'k'", "'2024-01-01T00:00:00Z'", "1.5", "12345678901234567890", "true"})
  void case19KeysMayBeOfAnyType(String key) {
    rig.resource(r -> r.primaryKey("_id"));
    String[] items =
        IntStream.range(0, 20)
            .mapToObj(n -> "{'n':%d,'_id':%s}".formatted(n, key))
            .toArray(String[]::new);
    rig.run(N, items);

    assertThat(rig.values("n")).hasSize(20);
    assertThat(rig.run(N, items).isEmpty()).isTrue();
  }

  @Test
  void case20AKeyIsNamedAsItemsHaveIt() {
    rig.resource(r -> r.primaryKey("DelTa"));
    rig.run(N, "{'n':1,'DelTa':7}");
    assertThat(rig.run(N, "{'n':1,'DelTa':7}").isEmpty()).isTrue();

    rig.resource(r -> r.primaryKey("DELTA"));
    assertThat(rig.failure(N, "{'n':1,'DelTa':7}"))
        .isEqualTo(
            "Cannot know an item of resource 'items' again at the edge of its cursor: it has no field 'DELTA', which is in its key. Name fields as items have them, or call boundaryKey(...)");
  }

  @Test
  void case21NoKeysAreKeptIfNoneIsNamedOrTheStartIsOpen() {
    rig.resource(r -> r.primaryKey("n"));
    for (Incremental<Long> cursor : List.of(N.boundaryKey(), N.openStart())) {
      rig.run(cursor, 1, 2);
      assertThat(rig.hashes("n")).isEmpty();
    }
    assertThat(rig.joined("n")).isEqualTo("1,2");
    rig.run(N.boundaryKey(), 2);
    assertThat(rig.joined("n")).isEqualTo("1,2,2");
  }

  @Test
  void case22AFunctionSaysWhatIdentifiesAnItem() {
    Incremental<Long> cursor =
        N.boundaryKey(
            item -> {
              Map<?, ?> map = (Map<?, ?>) item;
              return "a".equals(map.get("type")) ? map.get("alt_id") : map.get("id");
            });
    rig.run(
        cursor,
        "{'n':1,'type':'a','id':1,'alt_id':10}",
        "{'n':1,'type':'a','id':2,'alt_id':10}",
        "{'n':1,'type':'b','id':3,'alt_id':10}");

    assertThat(rig.values("n")).hasSize(3);
    assertThat(rig.hashes("n")).hasSize(2);
    rig.run(cursor, "{'n':1,'type':'a','id':9,'alt_id':10}", "{'n':1,'type':'b','id':4}");
    assertThat(rig.values("n")).hasSize(4);
  }

  @Test
  void case23TheCursorsOwnKeyComesBeforeThePrimaryKey() {
    rig.resource(r -> r.primaryKey("id"));
    Incremental<Long> cursor = N.boundaryKey("id", "other_id");
    rig.run(cursor, "{'n':1,'id':1,'other_id':1}");
    rig.run(cursor, "{'n':1,'id':1,'other_id':1}", "{'n':1,'id':1,'other_id':2}");

    assertThat(rig.joined("other_id")).isEqualTo("1,2");
  }

  @ParameterizedTest
  @CsvSource({"true,0", "true,1", "true,2", "false,0", "false,1", "false,2"})
  void case24TheSecondRunReadsFromTheLastValueInAnyOrder(boolean keyed, int order) {
    rig.resource(r -> keyed ? r.primaryKey("n") : r);
    rig.run(N, numbers(1, 121, order));
    rig.run(N, numbers(121, 241, order));

    assertThat(rig.values("n")).hasSize(241).doesNotHaveDuplicates();
  }

  private static int[] numbers(int first, int last, int order) {
    List<Integer> numbers =
        new java.util.ArrayList<>(IntStream.rangeClosed(first, last).boxed().toList());
    if (order == 1) {
      java.util.Collections.reverse(numbers);
    } else if (order == 2) {
      java.util.Collections.shuffle(numbers, new Random(7));
    }
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  @Test
  void case25KeysAreCarriedAlongWhileNothingNewComes() {
    rig.resource(r -> r.primaryKey("id"));
    rig.run(N, "{'n':100,'id':1}");
    for (int day = 2; day <= 3; day++) {
      rig.run(N, "{'n':50,'id':0}", "{'n':100,'id':1}", "{'n':100,'id':" + day + "}");
      assertThat(rig.hashes("n")).hasSize(day);
    }
    rig.run(N, "{'n':100,'id':1}", "{'n':1000,'id':9}");

    assertThat(rig.joined("id")).isEqualTo("1,2,3,9");
    assertThat(rig.hashes("n")).hasSize(1);
  }

  @Test
  void case26AnAppendedResourceWhoseEdgeIsCrowdedFailsAndSaysWhy() {
    String message = rig.failure(N, crowd(2_501));

    assertThat(message)
        .isEqualTo(
            "Cannot keep the edge of cursor 'n' of resource 'items': more than 2500 items have its last value 7, and each would need a key in the state. Merge by a primary key, or take a finer cursor, or openStart(), or allow more by maxBoundaryKeys(...)");
    assertThat(rig.rows("items")).isEmpty();
    rig.run(N.maxBoundaryKeys(2_501), crowd(2_501));
    assertThat(rig.hashes("n")).hasSize(2_501);
  }

  @Test
  void case26AMergedResourceWhoseEdgeIsCrowdedKeepsNoKeysAndMergesAgain() {
    rig.resource(r -> r.primaryKey("id").disposition(WriteDisposition.MERGE));
    rig.run(N, crowd(3_000));
    assertThat(rig.hashes("n")).isEmpty();
    RunReport second = rig.run(N, crowd(3_001));

    assertThat(rig.values("id")).hasSize(3_001).doesNotHaveDuplicates();
    assertThat(second.resource("items").itemsDiscarded()).isZero();
    assertThat(rig.state().toString()).hasSizeLessThan(1_000);
  }

  @Test
  void case26AHundredThousandItemsAtOneValueLeaveASmallState() {
    rig.resource(r -> r.primaryKey("n").disposition(WriteDisposition.MERGE));
    rig.run(
        N,
        (context, out) -> {
          for (int i = 0; i < 100; i++) {
            out.emitJson("{\"n\":1}\n".repeat(1_000));
          }
        });

    assertThat(rig.state().toString()).hasSizeLessThan(1_000);
  }

  @Test
  void anEdgeThatWasCrowdedAndMovedOnIsForgotten() {
    String[] items =
        Stream.concat(Stream.of(crowd(3_000)), Stream.of("{'n':8,'id':1}")).toArray(String[]::new);
    rig.run(N, items);

    assertThat(rig.hashes("n")).hasSize(1);
  }

  private static String[] crowd(int size) {
    return IntStream.range(0, size)
        .mapToObj(id -> "{'n':7,'id':%d}".formatted(id))
        .toArray(String[]::new);
  }
}
