package dev.harbor.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.run.ResourceReport.CursorMovement;
import dev.harbor.run.RunReport;
import dev.harbor.run.SegmentLimits;
import dev.harbor.source.Extractor;
import dev.harbor.source.Incremental;
import dev.harbor.source.RowOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A cursor that is kept once for every community, every parent. */
class PartitionTest {
  private static final Incremental<Long> N = Incremental.ofLong("n").perPartition("sub.name");
  private final CursorRig rig = new CursorRig();

  private static String item(String sub, int n) {
    return "{'sub':{'name':'" + sub + "'},'n':" + n + "}";
  }

  @Test
  void eachPartitionGoesOnFromItsOwnValue() {
    rig.run(N, item("java", 9), item("kotlin", 2));
    RunReport report =
        rig.run(
            N,
            item("java", 8),
            item("java", 10),
            item("kotlin", 2),
            item("kotlin", 3),
            item("go", 1));

    assertThat(rig.joined("n")).isEqualTo("9,2,10,3,1");
    assertThat(report.resource("items").cursors())
        .containsExactly(
            new CursorMovement("n of java", "9", "10"),
            new CursorMovement("n of kotlin", "2", "3"),
            new CursorMovement("n of go", "", "1"));
    assertThat(rig.state().values()).containsOnlyKeys("incremental_partitions");
  }

  @Test
  void theExtractorAsksWhereAPartitionBegins() {
    rig.run(N.startingAt(1L), item("java", 9));
    List<String> told = new ArrayList<>();
    rig.run(
        N.startingAt(1L),
        (context, out) -> {
          told.add(context.startOf(N, "java") + " " + context.startOf(N, "rust"));
          assertThat(context.state().values()).isEmpty();
        });

    assertThat(told).containsExactly("Optional[9] Optional[1]");
    Extractor careless = (context, out) -> context.startOf(N);
    assertThatThrownBy(() -> rig.run(N, careless))
        .hasRootCauseMessage(
            "Cannot tell the start of cursor 'n': each partition has its own; name one, startOf(cursor, partition)");
  }

  @Test
  void anEarlyEndIsThatOfThePartition() {
    rig.run(N, item("java", 5), item("kotlin", 1));
    List<String> read = new ArrayList<>();
    rig.run(
        N.order(RowOrder.DESCENDING),
        (context, out) -> {
          for (String sub : List.of("java", "kotlin")) {
            int n = 7;
            while (out.emitJson(CursorRig.json(item(sub, n)))) {
              read.add(sub + n--);
            }
          }
        });

    assertThat(read)
        .containsExactly(
            "java7", "java6", "java5", "kotlin7", "kotlin6", "kotlin5", "kotlin4", "kotlin3",
            "kotlin2", "kotlin1");
  }

  @Test
  void aSegmentMayEndWhereAnotherPartitionIsInTheMidstOfAValue() {
    rig.limits(SegmentLimits.ofRows(2));
    Incremental<Long> ascending = N.order(RowOrder.ASCENDING);
    RunReport report =
        rig.run(ascending, item("a", 1), item("b", 1), item("a", 2), item("b", 1), item("b", 2));

    assertThat(report.loadIds()).hasSize(3);
    assertThat(rig.run(ascending, item("b", 1), item("b", 2), item("a", 2)).isEmpty()).isTrue();
    assertThat(rig.values("n")).hasSize(5);
    CursorRig open = new CursorRig().limits(SegmentLimits.ofRows(1));
    assertThat(open.run(ascending.openStart(), item("a", 1), item("b", 1), item("a", 2)).loadIds())
        .hasSize(1);
  }

  @Test
  void anItemNeedsAPartition() {
    assertThat(rig.failure(N, "{'n':1}"))
        .isEqualTo(
            "Cannot read an item of resource 'items': nothing stands at 'sub.name', expected the name of the partition whose cursor it moves");
  }

  @Test
  void theCapOnKeysIsThatOfAllPartitionsTogether() {
    Incremental<Long> capped = N.maxBoundaryKeys(3);
    String[] items = {item("a", 1), item("b", 1), item("c", 1), item("d", 1)};

    assertThat(rig.failure(capped, items)).contains("more than 3 items have its last value 1");
  }

  @Test
  void aBackfillLeavesThePartitionsAlone() {
    rig.run(N, item("a", 5));
    rig.run(
        N.startingAt(1L).endingBefore(4L), item("a", 0), item("a", 3), item("b", 2), item("a", 4));

    assertThat(rig.joined("n")).isEqualTo("5,3,2");
    rig.run(N, item("a", 5), item("b", 1));
    assertThat(rig.joined("n")).isEqualTo("5,3,2,1");
  }

  @Test
  void inOneBodyOrListTheEndOfOnePartitionIsNotThatOfAnother() {
    Incremental<Long> descending = N.order(RowOrder.DESCENDING);
    for (boolean asList : List.of(true, false)) {
      CursorRig both = new CursorRig();
      both.run(N, item("a", 10), item("b", 10));
      both.run(
          descending,
          (context, out) -> {
            if (asList) {
              out.emit(List.of(map("b", 12), map("a", 9), map("b", 11)));
            } else {
              out.emitJson(
                  CursorRig.json(
                      "[" + item("b", 12) + "," + item("a", 9) + "," + item("b", 11) + "]"));
            }
          });

      assertThat(both.joined("n")).isEqualTo("10,10,12,11");
    }
  }

  private static Map<String, Object> map(String sub, int n) {
    return Map.of("sub", Map.of("name", sub), "n", n);
  }
}
