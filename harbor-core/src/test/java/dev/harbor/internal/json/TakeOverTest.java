package dev.harbor.internal.json;

import static dev.harbor.internal.json.Documents.NEWEST;
import static dev.harbor.internal.json.Documents.checkpoint;
import static dev.harbor.internal.json.Documents.key;
import static dev.harbor.internal.json.Documents.number;
import static dev.harbor.internal.json.Documents.ofDlt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.error.StaleCheckpointException;
import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.LoadId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** dlt and Harbor write to one lane in turn; a package is compared with what stands there. */
class TakeOverTest {
  private static final LoadId LATER = new LoadId("1795361999.000001");
  private final StoredDocuments dlts = ofDlt("lanes");
  private final Checkpoint base = checkpoint(dlts, key("lanes", "lane_4"));

  private static StoredDocuments reread(StoredDocuments documents) {
    return StoredDocuments.read(documents.schema(), documents.state());
  }

  private static LoadId stands(StoredDocuments documents, Checkpoint from) {
    return reread(documents).checkpoint(from.key(), LATER, from).orElseThrow().loadId();
  }

  @Test
  void aLaneOfDltsStandsAtItsBaseWhateverOtherLanesCommit() {
    Checkpoint other = checkpoint(dlts, key("lanes", "lane_5")).withLoadId(LATER);

    assertThat(stands(dlts.with(other, "postgres"), base)).isEqualTo(base.loadId());
  }

  @Test
  void aLaneOfDltsStandsElsewhereWhenDltMovedItsCursor() {
    Checkpoint moved =
        new Checkpoint(
            base.key(), NEWEST, base.committedAt(), base.tables(), base.state().with("seen", 5L));

    assertThat(stands(withoutMark(dlts.with(moved, "postgres")), base)).isEqualTo(LATER);
  }

  /** As dlt leaves it: without Harbor's own member. */
  private static StoredDocuments withoutMark(StoredDocuments documents) {
    var state = Documents.state(documents);
    ((com.fasterxml.jackson.databind.node.ObjectNode) state.at("/sources/lanes/resources/lane_4"))
        .remove("_harbor");
    return StoredDocuments.read(documents.schema(), ExactJson.write(state));
  }

  @Test
  void aLaneOfHarborsStandsAtItsLoadUntilDltChangesItsStateOrWhatItKnowsOfItsTables() {
    Checkpoint own = base.withLoadId(new LoadId("1795361500.000001"));
    StoredDocuments committed = dlts.with(own, "postgres");
    assertThat(stands(committed, own)).isEqualTo(own.loadId());

    Checkpoint cursor =
        new Checkpoint(
            own.key(), own.loadId(), own.committedAt(), own.tables(), own.state().with("x", 1.5));
    assertThat(stands(committed.with(cursor, "postgres"), own)).isEqualTo(LATER);

    List<TableSchema> wider = new ArrayList<>(own.tables());
    wider.set(0, wider.get(0).withColumn(number("more")));
    Checkpoint tables =
        new Checkpoint(own.key(), own.loadId(), own.committedAt(), wider, own.state());
    assertThat(stands(committed.with(tables, "postgres"), own)).isEqualTo(own.loadId());

    List<TableSchema> narrower = new ArrayList<>(own.tables());
    List<Column> columns = narrower.get(0).columns();
    narrower.set(0, narrower.get(0).withColumns(columns.subList(1, columns.size())));
    Checkpoint less =
        new Checkpoint(own.key(), own.loadId(), own.committedAt(), narrower, own.state());
    assertThat(stands(committed.with(less, "postgres"), own)).isEqualTo(LATER);
  }

  @Test
  void numbersOfAnotherClassThatSayTheSameAreNoChange() {
    Checkpoint own =
        new Checkpoint(
            base.key(),
            LATER,
            base.committedAt(),
            base.tables(),
            base.state()
                .with("a", new JsonNumber("1.50"))
                .with("b", 2.5f)
                .with("c", java.math.BigInteger.TEN));

    assertThat(stands(dlts.with(own, "postgres"), own)).isEqualTo(LATER);
    LoadId another = new LoadId("1795362000.000001");
    assertThat(
            reread(dlts.with(own, "postgres"))
                .checkpoint(own.key(), another, own)
                .orElseThrow()
                .loadId())
        .isEqualTo(LATER);
  }

  @Test
  void anotherLoadOfHarborsIsSeenByItsId() {
    Checkpoint own = base.withLoadId(new LoadId("1795361500.000001"));
    Checkpoint next = own.withLoadId(new LoadId("1795361600.000001"));

    assertThat(stands(dlts.with(own, "postgres").with(next, "postgres"), own))
        .isEqualTo(next.loadId());
  }

  @Test
  void aColumnThatAnotherPipelineAddedSinceTheBaseStays() {
    List<TableSchema> wider = new ArrayList<>(base.tables());
    wider.set(0, wider.get(0).withColumn(number("theirs")));
    Checkpoint theirs = new Checkpoint(base.key(), LATER, base.committedAt(), wider, base.state());
    List<TableSchema> own = new ArrayList<>(base.tables());
    own.set(0, own.get(0).withColumn(number("ours")));
    Checkpoint ours =
        new Checkpoint(base.key(), base.loadId(), base.committedAt(), own, base.state());

    StoredDocuments both =
        reread(dlts.with(theirs, "postgres")).with(ours, Optional.of(base), "postgres");

    assertThat(both.checkpoint(base.key(), LATER).orElseThrow().tables().get(0).columns())
        .extracting(Column::name)
        .contains("theirs", "ours");
  }

  @Test
  void aColumnOfTheBaseThatThePackageDroppedGoes() {
    List<TableSchema> narrower = new ArrayList<>(base.tables());
    Column gone = narrower.get(0).columns().get(0);
    narrower.set(
        0,
        narrower
            .get(0)
            .withColumns(
                narrower.get(0).columns().stream().filter(one -> !one.equals(gone)).toList()));
    Checkpoint less =
        new Checkpoint(base.key(), base.loadId(), base.committedAt(), narrower, base.state());

    StoredDocuments left = dlts.with(less, Optional.of(base), "postgres");

    assertThat(left.checkpoint(base.key(), LATER).orElseThrow().tables().get(0).column(gone.name()))
        .isEmpty();
  }

  @Test
  void aColumnThatTwoPipelinesAddWithTwoTypesMakesTheSecondStale() {
    Checkpoint theirs = withFirstTable(table -> table.withColumn(number("x")));
    Checkpoint ours =
        withFirstTable(table -> table.withColumn(Column.optional("x", DataType.TEXT)));
    StoredDocuments committed = dlts.with(theirs, "postgres");

    assertThatThrownBy(() -> committed.with(ours, Optional.of(base), "postgres"))
        .isInstanceOf(StaleCheckpointException.class);
  }

  private Checkpoint withFirstTable(UnaryOperator<TableSchema> change) {
    List<TableSchema> tables = new ArrayList<>(base.tables());
    tables.set(0, change.apply(tables.get(0)));
    return base.withTables(tables);
  }
}
