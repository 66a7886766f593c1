package dev.harbor.examples.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harbor.contract.ContractMode;
import dev.harbor.contract.SchemaContract;
import dev.harbor.examples.support.UsageException;
import java.util.Map;

/** The contract of a call: one mode, or a mode each for tables, columns and data types. */
final class ContractOption {
  private ContractOption() {}

  static SchemaContract read(String text) {
    if (!text.strip().startsWith("{")) {
      return SchemaContract.of(mode(text.strip()));
    }
    JsonNode modes;
    try {
      modes = new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UsageException("Cannot read --contract: it is not JSON: " + e.getOriginalMessage());
    }
    SchemaContract contract = SchemaContract.evolve();
    for (Map.Entry<String, JsonNode> said : modes.properties()) {
      ContractMode mode = mode(said.getValue().asText());
      contract =
          switch (said.getKey()) {
            case "tables" -> contract.withTables(mode);
            case "columns" -> contract.withColumns(mode);
            case "data_type" -> contract.withDataTypes(mode);
            default ->
                throw new UsageException(
                    "Cannot use '%s' in --contract: expected tables, columns or data_type"
                        .formatted(said.getKey()));
          };
    }
    return contract;
  }

  private static ContractMode mode(String name) {
    try {
      return ContractMode.ofDocumentName(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "Cannot use '%s' in --contract: expected evolve, freeze, discard_row, discard_value or quarantine"
              .formatted(name));
    }
  }
}
