package dev.harbor.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentHashTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "append",
        "replace",
        "upsert",
        "delete_insert",
        "append_after_merge",
        "scd2",
        "shop",
        "two_sources",
        "lanes",
        "compressed"
      })
  void schemaHashIsTheOneThatDltComputed(String dataset) {
    ObjectNode schema = DocumentText.read("schema", Documents.file("dlt/" + dataset + ".schema"));

    assertThat(DocumentHash.ofSchema(schema)).isEqualTo(schema.get("version_hash").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "replace", "shop", "two_sources", "lanes", "numbers"})
  void stateHashIsTheOneThatDltComputed(String dataset) {
    ObjectNode state = DocumentText.read("state", Documents.file("dlt/" + dataset + ".state"));

    assertThat(DocumentHash.ofState(state)).isEqualTo(state.get("_version_hash").asText());
  }

  @Test
  void schemaHashLooksAtTheOrderOfColumnsOnly() throws IOException {
    String one = hash("{\"a\":1,\"tables\":{\"t\":{\"columns\":{\"x\":{},\"y\":{}}}}}");

    assertThat(hash("{\"tables\":{\"t\":{\"columns\":{\"x\":{},\"y\":{}}}},\"a\":1}"))
        .isEqualTo(one);
    assertThat(hash("{\"a\":1,\"tables\":{\"t\":{\"columns\":{\"y\":{},\"x\":{}}}}}"))
        .isNotEqualTo(one);
  }

  @Test
  void schemaHashDoesNotLookAtVersions() throws IOException {
    assertThat(
            hash(
                "{\"version\":7,\"version_hash\":\"x\",\"imported_version_hash\":\"y\",\"previous_hashes\":[\"z\"],\"a\":1}"))
        .isEqualTo(hash("{\"a\":1}"));
  }

  private static String hash(String schema) throws IOException {
    return DocumentHash.ofSchema(ExactJson.readObject(schema));
  }
}
