package dev.harbor.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.contract.ContractMode;
import dev.harbor.contract.SchemaContract;
import org.junit.jupiter.api.Test;

/** Contracts as dlt stores them. */
class ContractDocumentTest {
  private final ObjectNode table = JsonNodeFactory.instance.objectNode();

  @Test
  void oneModeIsAWordAndSeveralAreAnObject() {
    ContractDocument.edit(table, SchemaContract.freeze());
    assertThat(table).hasToString("{\"schema_contract\":\"freeze\"}");

    ContractDocument.edit(table, SchemaContract.production());
    assertThat(table).hasToString("{\"schema_contract\":{\"data_type\":\"freeze\"}}");
    assertThat(ContractDocument.read(table)).isEqualTo(SchemaContract.production());
  }

  @Test
  void aQuarantineIsADiscardedRowToDlt() {
    SchemaContract kept =
        SchemaContract.of(ContractMode.QUARANTINE).withTables(ContractMode.DISCARD_ROW);
    ContractDocument.edit(table, kept);

    assertThat(table)
        .hasToString(
            "{\"schema_contract\":{\"tables\":\"discard_row\",\"columns\":\"discard_row\",\"data_type\":\"discard_row\"},\"x-harbor-contract\":{\"quarantine\":[\"columns\",\"data_type\"]}}");
    assertThat(ContractDocument.read(table)).isEqualTo(kept);
    ContractDocument.edit(table, SchemaContract.evolve());
    assertThat(table).hasToString("{\"schema_contract\":\"evolve\"}");
  }

  @Test
  void aContractThatSaysTheSameInOtherWordsStaysAsItIs() {
    table.putObject("schema_contract").put("tables", "freeze").put("columns", "evolve");
    ContractDocument.edit(table, SchemaContract.evolve().withTables(ContractMode.FREEZE));
    ContractDocument.edit(table, null);

    assertThat(table)
        .hasToString("{\"schema_contract\":{\"tables\":\"freeze\",\"columns\":\"evolve\"}}");
  }
}
