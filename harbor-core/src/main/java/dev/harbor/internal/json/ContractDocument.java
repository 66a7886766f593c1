package dev.harbor.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.contract.ContractMode;
import dev.harbor.contract.SchemaContract;
import dev.harbor.error.DestinationException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contract of a table or of a whole schema, in dlt's words. dlt knows no quarantine: it reads
 * such a mode as {@code discard_row}, and a member of Harbor's own beside it says what is meant.
 * Stateless.
 */
final class ContractDocument {
  private static final String CONTRACT = "schema_contract";
  private static final String OWN = "x-harbor-contract";
  private static final String QUARANTINE = "quarantine";
  private static final String TABLES = "tables";
  private static final String COLUMNS = "columns";
  private static final String DATA_TYPE = "data_type";

  private ContractDocument() {}

  /** The contract of a table or of a schema's settings; null if there is none. */
  static @Nullable SchemaContract read(JsonNode owner) {
    JsonNode said = owner.path(CONTRACT);
    JsonNode own = owner.path(OWN);
    if (said.isMissingNode() || said.isNull()) {
      return null;
    }
    return new SchemaContract(
        mode(said, own, TABLES), mode(said, own, COLUMNS), mode(said, own, DATA_TYPE));
  }

  private static ContractMode mode(JsonNode said, JsonNode own, String entity) {
    String name = (said.isTextual() ? said : said.path(entity)).asText("");
    ContractMode mode;
    try {
      mode = name.isEmpty() ? ContractMode.EVOLVE : ContractMode.ofDocumentName(name);
    } catch (IllegalArgumentException e) {
      throw new DestinationException(
          "Cannot read the contract %s from the schema document: found mode '%s', expected one of dlt 1.31"
              .formatted(said, name),
          e);
    }
    boolean kept =
        own.path(QUARANTINE).valueStream().anyMatch(node -> node.asText().equals(entity));
    return kept && mode == ContractMode.DISCARD_ROW ? ContractMode.QUARANTINE : mode;
  }

  /** Makes a table say what the record says; a record without a contract leaves the old one. */
  static void edit(ObjectNode owner, @Nullable SchemaContract contract) {
    if (contract == null || contract.equals(read(owner))) {
      return;
    }
    Map<String, ContractMode> modes = new LinkedHashMap<>();
    modes.put(TABLES, contract.tables());
    modes.put(COLUMNS, contract.columns());
    modes.put(DATA_TYPE, contract.dataTypes());
    if (EnumSet.copyOf(modes.values()).size() == 1) {
      owner.put(CONTRACT, documentName(contract.tables()));
    } else {
      ObjectNode said = owner.putObject(CONTRACT);
      modes.forEach(
          (entity, mode) -> {
            if (mode != ContractMode.EVOLVE) {
              said.put(entity, documentName(mode));
            }
          });
    }
    editOwn(owner, modes);
  }

  private static void editOwn(ObjectNode owner, Map<String, ContractMode> modes) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    modes.forEach(
        (entity, mode) -> {
          if (mode == ContractMode.QUARANTINE) {
            kept.add(entity);
          }
        });
    if (kept.isEmpty()) {
      owner.remove(OWN);
    } else {
      owner.putObject(OWN).set(QUARANTINE, kept);
    }
  }

  private static String documentName(ContractMode mode) {
    return (mode == ContractMode.QUARANTINE ? ContractMode.DISCARD_ROW : mode).documentName();
  }
}
