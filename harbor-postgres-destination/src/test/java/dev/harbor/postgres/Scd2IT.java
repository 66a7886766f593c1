package dev.harbor.postgres;

import static dev.harbor.postgres.JsonLoads.counts;
import static dev.harbor.postgres.JsonLoads.merge;
import static dev.harbor.schema.MergeStrategy.SCD2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.RowCounts;
import dev.harbor.run.RunReport;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.Scd2;
import dev.harbor.source.Resource;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions of records; the nth load is made on the nth of January 2024. */
class Scd2IT {
  private static final String VALIDITY =
      "extract(day from %s AT TIME ZONE 'UTC'), coalesce(extract(day from %s AT TIME ZONE 'UTC')::text, '-')";

  private final JsonLoads loads = new JsonLoads();
  private final Consumer<Resource.Builder> versions = merge(resource -> resource.strategy(SCD2));

  @ParameterizedTest
  @CsvSource({
    "_dlt_valid_from, _dlt_valid_to, _dlt_valid_from, _dlt_valid_to",
    "from, to, from, to",
    "ValidFrom, ValidTo, valid_from, valid_to"
  })
  void versionsBeginAndEndWithLoads(String from, String to, String storedFrom, String storedTo) {
    Consumer<Resource.Builder> named =
        merge(resource -> resource.scd2(Scd2.defaults().withValidity(from, to)));
    String columns = "nk, c1, " + VALIDITY.formatted('"' + storedFrom + '"', '"' + storedTo + '"');
    load(named, "{'nk':1,'c1':'foo','c2':{'nc1':'foo'}}", "{'nk':2,'c1':'bar','c2':{'nc1':'bar'}}");
    assertThat(loads.rows("_dlt_id", "items")).containsExactly("OTPbGyxWlJzmpA", "S41QIpRa9Fwh0w");
    assertThat(PostgresServer.columns(loads.dataset(), "items").keySet())
        .startsWith(storedFrom, storedTo, "nk", "c1");

    load(named, "{'nk':1,'c1':'foo','c2':{'nc1':'new'}}", "{'nk':2,'c1':'bar','c2':{'nc1':'bar'}}");
    load(named, "{'nk':1,'c1':'foo','c2':{'nc1':'new'}}");
    RunReport report = load(named, "{'nk':1,'c1':'foo','c2':{'nc1':'new'}}", "{'nk':3,'c1':'baz'}");

    assertThat(loads.rows(columns, "items"))
        .containsExactly("1,foo,1,2", "1,foo,2,-", "2,bar,1,3", "3,baz,4,-");
    assertThat(counts(report, "items")).isEqualTo(new RowCounts(1, 0, 0, 1, 0));
  }

  @Test
  void everyVersionHasItsNestedRows() {
    load(versions, "{'nk':1,'l':[{'v':1,'m':[1]}]}", "{'nk':2,'l':[{'v':2},{'v':3}]}");
    assertThat(loads.counts("items", "items__l", "items__l__m")).isEqualTo("2/3/1");
    load(versions, "{'nk':1,'l':[{'v':1,'m':[2]}]}", "{'nk':2,'l':[{'v':2},{'v':3}]}");
    assertThat(loads.counts("items", "items__l", "items__l__m")).isEqualTo("3/4/2");
    RunReport report = load(versions, "{'nk':1,'l':[{'v':1,'m':[2]}]}");
    assertThat(loads.counts("items", "items__l", "items__l__m")).isEqualTo("3/4/2");
    assertThat(counts(report, "items")).isEqualTo(new RowCounts(0, 1, 0, 1, 0));
    load(versions, "{'nk':1,'l':[]}", "{'nk':3,'l':[{'v':4},{'v':5}]}");

    assertThat(loads.counts("items", "items__l", "items__l__m")).isEqualTo("5/6/2");
    assertThat(loads.orphans("items__l", "items")).isZero();
    assertThat(loads.orphans("items__l__m", "items__l")).isZero();
    assertThat(loads.rows("nk", "items WHERE _dlt_valid_to IS NULL")).containsExactly("1", "3");
  }

  @Test
  void aRecordThatComesBackIsANewVersionAndSharesItsNestedRows() {
    load(versions, "{'nk':1,'l':[1]}", "{'nk':2}");
    load(versions, "{'nk':2}");
    load(versions, "{'nk':1,'l':[1]}", "{'nk':2}");

    assertThat(loads.rows("nk, " + VALIDITY.formatted("_dlt_valid_from", "_dlt_valid_to"), "items"))
        .containsExactly("1,1,2", "1,3,-", "2,1,-");
    assertThat(loads.counts("items", "items__l")).isEqualTo("3/1");
    assertThat(loads.query("SELECT count(DISTINCT _dlt_id) FROM %s.items WHERE nk = 1"))
        .containsExactly("1");
  }

  @Test
  void aValueThatIsNoTimeInAValidityColumnGoesToAVariant() {
    load(
        merge(resource -> resource.scd2(Scd2.defaults().withValidity("from", "to"))),
        "{'nk':1,'from':'Ada'}");

    assertThat(loads.rows("nk, from__v_text, (\"from\" AT TIME ZONE 'UTC')::date", "items"))
        .containsExactly("1,Ada,2024-01-01");
  }

  @Test
  void activeVersionsMayBearATime() {
    Consumer<Resource.Builder> far =
        merge(
            resource ->
                resource.scd2(
                    Scd2.defaults()
                        .withActiveRecordTimestamp(Instant.parse("9999-12-31T00:00:00Z"))));
    load(far, "{'nk':1}", "{'nk':2}");
    load(far, "{'nk':2}");

    assertThat(loads.rows("nk, (_dlt_valid_to AT TIME ZONE 'UTC')::date", "items"))
        .containsExactly("1,2024-01-02", "2,9999-12-31");
  }

  @Test
  void theBoundaryMayBeSetEvenBeforeEarlierOnes() {
    for (int day : new int[] {20, 22, 10}) {
      Instant boundary = Instant.parse("2030-06-%dT00:00:00Z".formatted(day));
      load(
          merge(resource -> resource.scd2(Scd2.defaults().withBoundaryTimestamp(boundary))),
          "{'nk':1,'v':%d}".formatted(day));
    }

    assertThat(
            loads.rows(
                "v, extract(day from _dlt_valid_from AT TIME ZONE 'UTC'), extract(day from _dlt_valid_to AT TIME ZONE 'UTC')",
                "items"))
        .containsExactly("10,10", "20,20,22", "22,22,10");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void withAKeyAbsentRecordsStayActive(boolean sliced) {
    Consumer<Resource.Builder> incremental =
        merge(
            resource -> {
              if (sliced) {
                resource.strategy(SCD2).mergeKey("nk");
              } else {
                resource.scd2(Scd2.defaults().keepingAbsent()).primaryKey("nk");
              }
            });
    load(incremental, "{'nk':1,'v':'a'}", "{'nk':2,'v':'b'}");
    load(incremental, "{'nk':1,'v':'aa'}");
    load(incremental, "{'nk':1,'v':'a'}");

    assertThat(loads.rows("nk, v, (_dlt_valid_to IS NULL)", "items"))
        .containsExactly("1,a,f", "1,a,t", "1,aa,f", "2,b,t");
  }

  @Test
  void aMergeKeyThatIsNoRecordRetiresWhatIsAbsentInItsSlice() {
    Consumer<Resource.Builder> daily = merge(resource -> resource.strategy(SCD2).mergeKey("day"));
    load(daily, "{'day':1,'v':'a'}", "{'day':1,'v':'b'}");
    load(daily, "{'day':1,'v':'a'}", "{'day':1,'v':'bb'}", "{'day':2,'v':'c'}");
    load(daily, "{'day':2,'v':'cc'}");

    assertThat(loads.rows("day, v, (_dlt_valid_to IS NULL)", "items"))
        .containsExactly("1,a,t", "1,b,f", "1,bb,t", "2,c,f", "2,cc,t");
  }

  @Test
  void aFieldMayTellVersionsApart() {
    Consumer<Resource.Builder> hashed =
        merge(resource -> resource.scd2(Scd2.defaults().withRowVersion("hash")));
    load(hashed, "{'nk':1,'hash':'x','l':[1]}");
    load(hashed, "{'nk':1,'hash':'x','l':[1,2]}");
    assertThat(loads.counts("items", "items__l")).isEqualTo("1/1");
    load(hashed, "{'nk':1,'hash':'y','l':[3]}");
    load(hashed, "{'nk':1,'hash':'x','l':[4]}");

    assertThat(loads.counts("items", "items__l")).isEqualTo("3/3");
    assertThat(loads.query("SELECT count(DISTINCT _dlt_id) FROM %s.items")).containsExactly("3");
    assertThat(loads.rows("hash", "items WHERE _dlt_valid_to IS NULL")).containsExactly("x");
  }

  @Test
  void aDeletedRecordEndsAndNothingBegins() {
    Consumer<Resource.Builder> deleting =
        merge(resource -> resource.strategy(SCD2).mergeKey("nk").hardDelete("deleted"));
    load(deleting, "{'nk':1}", "{'nk':2}");
    load(deleting, "{'nk':1,'deleted':true}");

    assertThat(loads.rows("nk, (_dlt_valid_to IS NULL)", "items")).containsExactly("1,f", "2,t");
  }

  @Test
  void rowsOfAnEarlierAppendOrUpsertAreTheFirstVersions() {
    load(resource -> {}, "{'nk':1,'v':'a'}");
    Consumer<Resource.Builder> keyed = merge(resource -> resource.strategy(SCD2).mergeKey("nk"));
    load(keyed, "{'nk':1,'v':'b'}", "{'nk':2,'v':'x'}");
    load(keyed, "{'nk':1,'v':'c'}");

    assertThat(
            loads.rows(
                "nk, v, coalesce(extract(day from _dlt_valid_from AT TIME ZONE 'UTC')::text, '-'), (_dlt_valid_to IS NULL)",
                "items"))
        .containsExactly("1,a,-,f", "1,b,2,f", "1,c,3,t", "2,x,2,t");
    assertThatThrownBy(() -> load(merge(resource -> resource.primaryKey("nk")), "{'nk':1,'v':'c'}"))
        .hasMessageContaining(
            "Cannot merge into table 'items' by UPSERT: it holds versions of records, which SCD2 made");
  }

  @Test
  void anUpsertedTableMayKeepVersionsFromThenOn() {
    load(merge(resource -> resource.primaryKey("nk")), "{'nk':1,'v':'a','l':[1]}");
    for (String v : new String[] {"b", "c", "b"}) {
      load(
          merge(resource -> resource.strategy(SCD2).primaryKey("nk")),
          "{'nk':1,'v':'" + v + "','l':[2]}");
    }

    assertThat(loads.rows("v, (_dlt_valid_to IS NULL)", "items"))
        .containsExactly("a,f", "b,f", "b,t", "c,f");
    assertThat(loads.orphans("items__l", "items")).isZero();
  }

  @Test
  void contradictionsAreRefusedWhenTheResourceIsBuilt() {
    assertThatThrownBy(
            () ->
                load(
                    merge(
                        resource ->
                            resource
                                .strategy(SCD2)
                                .incremental(dev.harbor.source.Incremental.of("at"))),
                    "{'at':1}"))
        .hasMessage(
            "Cannot build resource 'items': with a cursor most records are absent from a load, and scd2 would retire them; call mergeKey(...), or Scd2.keepingAbsent() and primaryKey(...)");
    assertThatThrownBy(
            () -> load(merge(resource -> resource.scd2(Scd2.defaults().keepingAbsent())), "{}"))
        .hasMessageContaining("nothing says which record a version belongs to");
    assertThatThrownBy(
            () ->
                load(
                    merge(
                        resource ->
                            resource
                                .scd2(Scd2.defaults())
                                .strategy(MergeStrategy.UPSERT)
                                .primaryKey("nk")),
                    "{}"))
        .hasMessage(
            "Cannot build resource 'items': scd2(...) is set, but the strategy is UPSERT; leave one out");
  }

  private RunReport load(Consumer<Resource.Builder> settings, String... documents) {
    String[] json = documents.clone();
    for (int i = 0; i < json.length; i++) {
      json[i] = json[i].replace('\'', '"');
    }
    return loads.load(settings, json);
  }
}
