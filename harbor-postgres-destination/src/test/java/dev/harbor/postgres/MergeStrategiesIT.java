package dev.harbor.postgres;

import static dev.harbor.postgres.JsonLoads.counts;
import static dev.harbor.postgres.JsonLoads.merge;
import static dev.harbor.schema.MergeStrategy.DELETE_INSERT;
import static dev.harbor.schema.MergeStrategy.INSERT_ONLY;
import static dev.harbor.schema.MergeStrategy.UPSERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.RowCounts;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;
import dev.harbor.source.RowOrder;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The scenarios of dlt's merge tests, by their effect: roots, children and grandchildren. */
class MergeStrategiesIT {
  private static final String CHILD = "items__child";
  private static final String GRANDCHILD = "items__child__grandchild";

  private final JsonLoads loads = new JsonLoads();

  private static Consumer<Resource.Builder> by(MergeStrategy strategy, String... key) {
    return merge(resource -> resource.strategy(strategy).primaryKey(key));
  }

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "DELETE_INSERT"})
  void changesOnEveryLevelAreFollowed(MergeStrategy strategy) {
    String other = "{'id':2,'v':'b','child':[{'v':'cb','grandchild':[{'v':'gb'}]}]}";
    load(
        by(strategy, "id"),
        "{'id':1,'v':'a','child':[{'v':'ca','grandchild':[{'v':'ga'}]}]}",
        other);
    for (String changed :
        new String[] {
          "{'id':1,'v':'a2','child':[{'v':'ca','grandchild':[{'v':'ga'}]}]}",
          "{'id':1,'v':'a2','child':[{'v':'ca2','grandchild':[{'v':'ga'}]}]}",
          "{'id':1,'v':'a2','child':[{'v':'ca2','grandchild':[{'v':'ga2'}]}]}"
        }) {
      load(by(strategy, "id"), changed);
      assertThat(loads.counts("items", CHILD, GRANDCHILD)).isEqualTo("2/2/2");
    }
    assertThat(loads.rows("id, v", "items")).containsExactly("1,a2", "2,b");
    assertThat(loads.rows("v", CHILD)).containsExactly("ca2", "cb");
    assertThat(loads.rows("v", GRANDCHILD)).containsExactly("ga2", "gb");
    requireNoOrphans();
  }

  @Test
  void idsOfAnUpsertFollowFromTheNormalisedKeyAsInDlt() {
    load(by(UPSERT, "id", "TxId"), "{'ID':1,'TxId':'tx1🚀3'}", "{'ID':1,'TxId':'tx2Ü+😎üß'}");

    assertThat(loads.rows("_dlt_id", "items"))
        .containsExactlyInAnyOrder("19GAeLNivYhDqg", "wg/EKJyC+CXo/g");
  }

  @ParameterizedTest
  @CsvSource({"DELETE_INSERT, 2/1/0", "UPSERT, 3/2/1"})
  void aMergeKeyReplacesItsSliceUnderDeleteInsert(MergeStrategy strategy, String expected) {
    Consumer<Resource.Builder> keys =
        merge(resource -> resource.strategy(strategy).primaryKey("id").mergeKey("foo"));
    load(
        keys,
        "{'id':1,'foo':1,'child':[{'bar':1,'grandchild':[{'b':1}]}]}",
        "{'id':2,'foo':1,'child':[{'bar':2,'grandchild':[{'b':2}]}]}",
        "{'id':3,'foo':1,'child':[{'bar':3,'grandchild':[{'b':3}]}]}");
    load(keys, "{'id':1,'foo':1,'child':[{'bar':2}]}", "{'id':2,'foo':1}");
    assertThat(loads.counts("items", CHILD, GRANDCHILD)).isEqualTo(expected);
    load(
        keys,
        "{'id':1,'foo':1,'child':[{'bar':1,'grandchild':[{'b':1}]}]}",
        "{'id':2,'foo':1,'child':[{'bar':2,'grandchild':[{'b':2}]},{'bar':4,'grandchild':[{'b':4}]}]}",
        "{'id':3,'foo':1,'child':[{'bar':3,'grandchild':[{'b':3}]}]}");
    assertThat(loads.counts("items", CHILD, GRANDCHILD)).isEqualTo("3/4/4");
    requireNoOrphans();
  }

  @Test
  void aMergeKeyAloneChoosesDeleteInsertAndDoesNotDeduplicate() {
    Consumer<Resource.Builder> byDay = merge(resource -> resource.mergeKey("day"));
    load(
        byDay,
        "{'day':1,'child':[{'v':1},{'v':2},{'v':3}]}",
        "{'day':1,'child':[{'v':4},{'v':5},{'v':6}]}");
    assertThat(loads.counts("items", CHILD)).isEqualTo("2/6");

    RunReport report = load(byDay, "{'day':2,'n':1}", "{'day':1,'n':2}");

    assertThat(loads.rows("day, n", "items")).containsExactly("1,2", "2,1");
    assertThat(counts(report, "items")).isEqualTo(new RowCounts(2, 0, 2, 0, 0));
    assertThat(counts(report, CHILD)).isEqualTo(new RowCounts(0, 0, 6, 0, 0));
  }

  @Test
  void anotherMergeKeyReplacesItsSlicesAndForgetsTheOld() {
    load(
        merge(resource -> resource.mergeKey("day")),
        "{'day':'2025-07-31','month':'2025-07'}",
        "{'day':'2025-08-01','month':'2025-08'}",
        "{'day':'2025-08-02','month':'2025-08'}");
    load(
        merge(resource -> resource.mergeKey("month")),
        "{'day':'2025-07-31','month':'2025-08'}",
        "{'day':'2025-09-01','month':'2025-09'}");

    assertThat(loads.rows("day, month", "items"))
        .containsExactly("2025-07-31,2025-07", "2025-07-31,2025-08", "2025-09-01,2025-09");
  }

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "DELETE_INSERT", "INSERT_ONLY"})
  void ofOneKeyTheLastItemOfALoadWinsWithItsChildren(MergeStrategy strategy) {
    RunReport report =
        load(
            by(strategy, "id"),
            "{'id':1,'v':'a','child':[{'v':1},{'v':2},{'v':3}]}",
            "{'id':1,'v':'b','child':[{'v':4},{'v':5}]}");

    assertThat(loads.rows("id, v", "items")).containsExactly("1,b");
    assertThat(loads.rows("v", CHILD)).containsExactly("4", "5");
    assertThat(counts(report, "items")).isEqualTo(new RowCounts(1, 0, 0, 0, 1));
    assertThat(counts(report, CHILD)).isEqualTo(new RowCounts(2, 0, 0, 0, 3));
  }

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "DELETE_INSERT"})
  void aListThatIsMissingCountsAsEmpty(MergeStrategy strategy) {
    load(by(strategy, "id"), "{'id':1,'child':[1,2,3]}", "{'id':2,'child':[4,5]}");
    load(by(strategy, "id"), "{'id':1}");

    assertThat(loads.counts("items", CHILD)).isEqualTo("2/2");
    requireNoOrphans();
  }

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "DELETE_INSERT"})
  void aHardDeleteRemovesTheRecordWithAllBelowIt(MergeStrategy strategy) {
    Consumer<Resource.Builder> deleting =
        merge(resource -> resource.strategy(strategy).primaryKey("id").hardDelete("deleted"));
    load(
        deleting,
        "{'id':1,'child':[{'v':1,'grandchild':[1,2]}]}",
        "{'id':2,'child':[{'v':2,'grandchild':[3]},{'v':3}]}");

    RunReport report =
        load(deleting, "{'id':1,'deleted':true}", "{'id':9,'deleted':true,'child':[{'v':9}]}");

    assertThat(loads.counts("items", CHILD, GRANDCHILD)).isEqualTo("1/2/1");
    assertThat(counts(report, "items")).isEqualTo(new RowCounts(0, 0, 1, 0, 2));
    assertThat(counts(report, CHILD)).isEqualTo(new RowCounts(0, 0, 1, 0, 1));
    load(deleting, "{'id':2,'deleted':false,'v':'back'}");
    assertThat(loads.rows("id, v", "items")).containsExactly("2,back");
    load(deleting, "{'id':2,'deleted':true}");
    assertThat(loads.counts("items", CHILD, GRANDCHILD)).isEqualTo("0/0/0");
  }

  @Test
  void aHardDeleteByMergeKeyDeletesTheSlice() {
    Consumer<Resource.Builder> deleting =
        merge(resource -> resource.mergeKey("day").hardDelete("deleted_at"));
    load(deleting, "{'day':1}", "{'day':1}", "{'day':2,'deleted_at':null}");
    load(deleting, "{'day':1,'deleted_at':'2024-01-01T00:00:00Z'}");

    assertThat(loads.rows("day", "items")).containsExactly("2");
  }

  @ParameterizedTest
  @CsvSource({
    "UPSERT, DESCENDING, 1:b",
    "UPSERT, ASCENDING, 1:n",
    "DELETE_INSERT, DESCENDING, 1:b",
    "INSERT_ONLY, ASCENDING, 1:n"
  })
  void aSortedFieldDecidesBetweenDuplicatesAndNullIsOldest(
      MergeStrategy strategy, RowOrder order, String winner) {
    load(
        merge(resource -> resource.strategy(strategy).primaryKey("id").dedupSort("seq", order)),
        "{'id':1,'seq':1,'v':'a','child':[1]}",
        "{'id':1,'seq':3,'v':'b','child':[7,8,9]}",
        "{'id':1,'seq':null,'v':'n','child':[2,3]}",
        "{'id':1,'seq':2,'v':'c'}");

    assertThat(loads.rows("id || ':' || v", "items")).containsExactly(winner);
    assertThat(loads.rows("value", CHILD))
        .containsExactly(
            winner.equals("1:b") ? new String[] {"7", "8", "9"} : new String[] {"2", "3"});
  }

  @Test
  void theNewestOfSeveralDecidesWhetherTheRecordIsDeleted() {
    load(
        merge(
            resource ->
                resource
                    .primaryKey("id")
                    .hardDelete("deleted")
                    .dedupSort("seq", RowOrder.DESCENDING)),
        "{'id':1,'seq':1,'deleted':false}",
        "{'id':1,'seq':2,'deleted':true}",
        "{'id':2,'seq':2}",
        "{'id':2,'seq':1,'deleted':true}");

    assertThat(loads.rows("id", "items")).containsExactly("2");
  }

  @Test
  void insertOnlyAddsWhatIsNewAndLeavesTheRestAlone() {
    load(by(INSERT_ONLY, "id"), "{'id':1,'v':'a','child':[{'v':1}]}", "{'id':2,'v':'b'}");

    RunReport report =
        load(
            by(INSERT_ONLY, "id"),
            "{'id':1,'v':'x','child':[{'v':8},{'v':9}]}",
            "{'id':3,'v':'c','child':[{'v':3,'grandchild':[1]}]}");

    assertThat(loads.rows("id, v", "items")).containsExactly("1,a", "2,b", "3,c");
    assertThat(loads.rows("v", CHILD)).containsExactly("1", "3");
    assertThat(counts(report, "items")).isEqualTo(new RowCounts(1, 0, 0, 1, 0));
    assertThat(counts(report, CHILD)).isEqualTo(new RowCounts(1, 0, 0, 2, 0));
    requireNoOrphans();
  }

  @Test
  void updateIfNewerLeavesOlderItemsAndTheirChildrenAside() {
    Consumer<Resource.Builder> newer =
        merge(resource -> resource.primaryKey("id").updateIfNewer("at").hardDelete("deleted"));
    load(
        newer,
        "{'id':1,'at':5,'v':'a','child':[1]}",
        "{'id':2,'at':5,'v':'b','child':[2]}",
        "{'id':3,'at':null,'v':'c'}",
        "{'id':4,'at':5,'v':'d'}");

    RunReport report =
        load(
            newer,
            "{'id':1,'at':4,'v':'old','child':[8,9]}",
            "{'id':2,'at':7,'v':'older of two'}",
            "{'id':2,'at':9,'v':'new','child':[3]}",
            "{'id':2,'at':8,'v':'last but older'}",
            "{'id':3,'at':1,'v':'filled'}",
            "{'id':4,'at':4,'deleted':true}");

    assertThat(loads.rows("id, at, v", "items"))
        .containsExactly("1,5,a", "2,9,new", "3,1,filled", "4,5,d");
    assertThat(loads.rows("value", CHILD)).containsExactly("1", "3");
    assertThat(counts(report, "items")).isEqualTo(new RowCounts(0, 2, 0, 2, 2));
  }

  @ParameterizedTest
  @CsvSource({"'{\"id\":null}', primary", "'{\"v\":1}', primary"})
  void aKeyWithoutAValueIsRefused(String document, String key) {
    assertThatThrownBy(() -> loads.load(by(DELETE_INSERT, "id"), document))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("part of the " + key + " key");
    assertThatThrownBy(() -> loads.load(merge(resource -> resource.mergeKey("id")), document))
        .hasMessageContaining("part of the merge key");
  }

  @Test
  void ownRowIdsIdentifyTheRecordsOnAllLevels() {
    for (String v : new String[] {"a", "b"}) {
      load(
          by(UPSERT, "_dlt_id"),
          "{'_dlt_id':1,'v':'" + v + "','child':[{'v':'" + v + "','grandchild':['" + v + "']}]}");
    }

    assertThat(loads.rows("_dlt_id, v", "items")).containsExactly("1,b");
    assertThat(loads.rows("_dlt_root_id, v, pg_typeof(_dlt_root_id)", CHILD))
        .containsExactly("1,b,bigint");
    assertThat(loads.rows("_dlt_root_id, value, _dlt_id", GRANDCHILD))
        .hasSize(1)
        .allMatch(row -> row.startsWith("1,b,"));
  }

  @Test
  void dispositionsOfOneTableMayChangeFromLoadToLoad() {
    Consumer<Resource.Builder> upsert = by(UPSERT, "id");
    Consumer<Resource.Builder> append = resource -> resource.primaryKey("id");
    Consumer<Resource.Builder> replace =
        resource -> resource.primaryKey("id").disposition(WriteDisposition.REPLACE);
    String[] documents = {"{'id':1,'child':[{'v':1}]}", "{'id':2,'child':[{'v':2}]}"};

    load(upsert, documents);
    load(append, documents);
    assertThat(loads.counts("items", CHILD)).isEqualTo("4/4");
    assertThatThrownBy(() -> load(upsert, documents))
        .hasMessageContaining("2 keys of [id] stand in several of its rows");
    load(by(DELETE_INSERT, "id"), documents);
    assertThat(loads.counts("items", CHILD)).isEqualTo("2/2");
    load(upsert, documents);
    load(replace, documents);
    load(upsert, "{'id':2,'child':[{'v':9}]}");
    load(by(INSERT_ONLY, "id"), "{'id':2,'child':[{'v':7}]}", "{'id':3}");
    assertThat(loads.rows("id", "items")).containsExactly("1", "2", "3");
    assertThat(loads.rows("v", CHILD)).containsExactly("1", "9");
    requireNoOrphans();
  }

  private RunReport load(Consumer<Resource.Builder> settings, String... documents) {
    String[] json = documents.clone();
    for (int i = 0; i < json.length; i++) {
      json[i] = json[i].replace('\'', '"');
    }
    return loads.load(settings, json);
  }

  private void requireNoOrphans() {
    assertThat(loads.orphans(CHILD, "items")).isZero();
    if (!loads
        .query("SELECT to_regclass('%s." + GRANDCHILD + "')")
        .equals(java.util.List.of("null"))) {
      assertThat(loads.orphans(GRANDCHILD, CHILD)).isZero();
    }
  }
}
