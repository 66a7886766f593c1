package dev.harbor.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactJsonTest {
  @ParameterizedTest
  @ValueSource(strings = {"append", "upsert", "scd2", "shop", "lanes"})
  void writesDocumentsOfDltByteForByte(String dataset) throws IOException {
    String text = Documents.file("dlt/" + dataset + ".schema");

    assertThat(ExactJson.write(ExactJson.readObject(text))).isEqualTo(text);
  }

  @Test
  void keepsTokensOfNumbers() throws IOException {
    String text =
        "{\"n\":[0,-0,-0.0,1.0,1.50,1E5,1e+16,1e400,18446744073709551616,9223372036854775807,-9223372036854775808]}";

    assertThat(ExactJson.write(ExactJson.readObject(text))).isEqualTo(text);
  }

  @Test
  void escapesOnlyWhatMustBeEscaped() throws IOException {
    String text =
        "{\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\/\":\"\u007f\u2028\uf026\uffff\ud83d\ude00\"}";

    assertThat(ExactJson.write(ExactJson.readObject(text))).isEqualTo(text);
  }

  @Test
  void keepsEmptyObjectsAndListsAndNulls() throws IOException {
    String text = "{\"b\":{},\"a\":[],\"d\":[{},[]],\"c\":null,\"e\":[true,false,null]}";

    assertThat(ExactJson.write(ExactJson.readObject(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{\"a\":}", "{} {}"})
  void refusesWhatIsNoObject(String text) {
    assertThatThrownBy(() -> ExactJson.readObject(text)).isInstanceOf(IOException.class);
  }
}
