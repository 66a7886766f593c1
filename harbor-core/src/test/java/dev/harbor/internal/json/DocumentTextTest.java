package dev.harbor.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.error.DestinationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTextTest {
  @Test
  void readsBothForms() {
    String text = Documents.file("dlt/append.schema");

    assertThat(DocumentText.read("schema", DocumentText.COMPRESSED.write(text)))
        .isEqualTo(DocumentText.read("schema", text));
    assertThat(DocumentText.read("schema", Documents.file("dlt/compressed.schema")).fieldNames())
        .toIterable()
        .startsWith("version", "version_hash", "engine_version", "name");
  }

  @Test
  void choosesTheFormByBytes() {
    assertThat(DocumentText.formFor("{\"a\":\"é\"}", 10)).isEqualTo(DocumentText.PLAIN);
    assertThat(DocumentText.formFor("{\"a\":\"é\"}", 9)).isEqualTo(DocumentText.COMPRESSED);
    assertThat(DocumentText.formFor("{}", 1 << 30)).isEqualTo(DocumentText.PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "no base64!", "YWJj", "{} more"})
  void refusesWhatIsNoDocument(String text) {
    assertThatThrownBy(() -> DocumentText.read("state", text))
        .isInstanceOf(DestinationException.class)
        .hasMessage(
            "Cannot read the stored state document: "
                + text.length()
                + " characters that are no JSON object, plain or compressed by zlib in base64");
  }
}
