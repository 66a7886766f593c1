package dev.harbor.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.source.Incremental;
import dev.harbor.source.OnMissingCursor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** dlt's cases 27 to 31 of incremental loading: items without a cursor. */
class MissingCursorCasesTest {
  private static final Incremental<Long> N = Incremental.ofLong("n");
  private final CursorRig rig = new CursorRig();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void case27AnIncludedItemLeavesTheCursorWhereItIs(int place) {
    String[] items = {"{'id':1,'n':1}", "{'id':2,'n':2}"};
    for (String without : List.of("{'id':0,'n':null}", "{'id':0}")) {
      CursorRig own = new CursorRig();
      String[] all = new String[3];
      for (int i = 0, from = 0; i < 3; i++) {
        all[i] = i == place ? without : items[from++];
      }
      own.run(N.onMissing(OnMissingCursor.INCLUDE), all);

      assertThat(own.values("id")).hasSize(3);
      assertThat(own.last()).isEqualTo("2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'id':0,'n':null}", "{'id':0}"})
  void case27AnExcludedItemIsLeftOutAndCounted(String without) {
    var report =
        rig.run(N.onMissing(OnMissingCursor.EXCLUDE), "{'id':1,'n':1}", without, "{'id':2,'n':2}");

    assertThat(rig.joined("id")).isEqualTo("1,2");
    assertThat(report.resource("items").itemsDiscarded()).isEqualTo(1);
    assertThat(rig.last()).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{'id':0}|nothing stands", "{'id':0,'n':null}|null stands"})
  void case27AnItemWithoutACursorFailsUnlessSomethingElseIsSaid(String item, String found) {
    assertThat(rig.failure(N, item))
        .isEqualTo(
            "Cannot read the cursor of an item of resource 'items': %s at 'n', expected a value in every item. Fill it in the resource, or say by onMissing(...) what becomes of such items"
                .formatted(found));
  }

  @Test
  void case28IncludedItemsOfASecondRunAreStoredToo() {
    Incremental<Long> cursor = N.onMissing(OnMissingCursor.INCLUDE);
    rig.run(cursor, "{'id':1,'n':null}", "{'id':2,'n':1}", "{'id':3,'n':2}");
    rig.run(cursor, "{'id':4,'n':1}", "{'id':5,'n':null}", "{'id':6,'n':3}");

    assertThat(rig.joined("id")).isEqualTo("1,2,3,5,6");
    assertThat(rig.last()).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.items[0].at", "data.items[*].at", "data.at"})
  void case29NestedPathsMayLeadNowhere(String path) {
    rig.run(
        Incremental.ofLong(path).onMissing(OnMissingCursor.INCLUDE),
        "{'data':{'items':[{'at':null},{'at':null}]}}");

    assertThat(rig.rows("items")).hasSize(1);
    assertThat(rig.rows("items__data__items")).hasSize(2);
    assertThat(rig.failure(Incremental.ofLong(path), "{'data':{'items':[{'at':null}]}}"))
        .contains("stands at '" + path + "'");
  }

  @Test
  void case31AMapMayFillTheCursor() {
    rig.resource(
        r ->
            r.map(
                item -> {
                  var map = new java.util.LinkedHashMap<Object, Object>((java.util.Map<?, ?>) item);
                  map.putIfAbsent("n", map.get("created"));
                  return map;
                }));
    rig.run(N, "{'n':1}", "{'n':3}", "{'created':4}");

    assertThat(rig.values("n")).hasSize(3);
    assertThat(rig.last()).isEqualTo("4");
  }
}
