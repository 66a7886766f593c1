package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static dev.harbor.schema.WriteDisposition.MERGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about what a destination declares, and what it refuses. */
abstract class CapabilityClauses extends Clauses {
  CapabilityClauses(DestinationContract contract) {
    super(contract);
  }

  private static TableSchema posts(WriteDisposition disposition) {
    return KitTables.root("posts", disposition, KitTables.key("id", DataType.BIGINT));
  }

  @Test
  @DisplayName("name and capabilities are the same each time")
  void nameAndCapabilitiesAreTheSameEachTime() {
    assertThat(destination().name()).isNotBlank().isEqualTo(destination().name());
    assertThat(reopened().name()).isEqualTo(destination().name());
    assertThat(destination().capabilities()).isEqualTo(destination().capabilities());
    assertThat(reopened().capabilities()).isEqualTo(destination().capabilities());
  }

  @Test
  @DisplayName("it appends, and stores TEXT and BIGINT, which this contract needs itself")
  void whatThisContractNeedsItself() {
    assertThat(capabilities().writeDispositions()).contains(APPEND);
    assertThat(capabilities().dataTypes()).contains(DataType.TEXT, DataType.BIGINT);
  }

  @Test
  @DisplayName("merge is declared together with at least one strategy")
  void mergeIsDeclaredWithAStrategy() {
    assertThat(capabilities().writeDispositions().contains(MERGE))
        .isEqualTo(!capabilities().mergeStrategies().isEmpty());
  }

  @Test
  @DisplayName("every disposition that is not declared is refused with the documented message")
  void undeclaredDispositions() throws Exception {
    for (WriteDisposition disposition : WriteDisposition.values()) {
      if (!capabilities().writeDispositions().contains(disposition)) {
        inEachForm(
            lane ->
                refuses(
                    lane,
                    posts(disposition),
                    "write disposition " + disposition,
                    capabilities().writeDispositions(),
                    1L));
      }
    }
  }

  @Test
  @DisplayName("every merge strategy that is not declared is refused with the documented message")
  void undeclaredStrategies() throws Exception {
    boolean merges = capabilities().writeDispositions().contains(MERGE);
    for (MergeStrategy strategy : MergeStrategy.values()) {
      if (merges && !capabilities().mergeStrategies().contains(strategy)) {
        inEachForm(
            lane ->
                refuses(
                    lane,
                    posts(MERGE).withDisposition(MERGE, strategy),
                    "merge strategy " + strategy,
                    capabilities().mergeStrategies(),
                    1L));
      }
    }
  }

  @Test
  @DisplayName("every type that is not declared is refused with the documented message")
  void undeclaredTypes() throws Exception {
    for (DataType type : DataType.values()) {
      if (!capabilities().dataTypes().contains(type)) {
        TableSchema table = KitTables.withColumn(posts(APPEND), Column.optional("v", type));
        inEachForm(
            lane ->
                refuses(
                    lane,
                    table,
                    "data type " + type,
                    capabilities().dataTypes(),
                    1L,
                    Values.of(type).get(0)));
      }
    }
  }
}
