package dev.harbor.rest.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.rest.http.RestException;
import dev.harbor.rest.http.RestRequest;
import dev.harbor.rest.http.RestResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$ | [1, null, 2] | 1,2",
        "$ | {\"a\": 1} | {\"a\": 1}",
        "data | {\"data\": [ {\"x\" : 1.10} , [2] ]} | {\"x\" : 1.10},[2]",
        "data.items | {\"data\": {\"items\": [true]}} | true",
        "$.data[*].rows[*] | {\"data\": [{\"rows\": [1]}, {\"rows\": [2, 3]}]} | 1,2,3",
        "data[*].node | {\"data\": [{\"node\": {\"a\":1}}, {\"node\": null}]} | {\"a\":1}",
        "data[-1] | {\"data\": [1, [2, 3]]} | 2,3",
        "$..id | {\"a\": {\"id\": 1}, \"b\": [{\"id\": 2}]} | 1,2",
        "['a.b'][0] | {\"a.b\": [[5]]} | 5",
        "* | {\"a\": 1, \"b\": 2} | 1,2",
        "name | {\"name\": \"Ünï\\u00e9 \\\"x\\\"\"} | \"Ünï\\u00e9 \\\"x\\\"\""
      })
  void picksItemsByteForByte(String path, String body, String expected) {
    Page page = Pages.read(Selector.at(path), body);

    assertThat(texts(page)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1, 2] | 1,2",
        "{\"errors\": [9], \"data\": [1]} | 1",
        "{\"meta\": {\"tags\": [9]}, \"people\": [1]} | 1",
        "{\"response\": {\"people\": [1]}} | 1",
        "{\"id\": 1} | {\"id\": 1}",
        "null | ``",
        "7 | 7"
      })
  void findsItemsByThemselves(String body, String expected) {
    assertThat(texts(Pages.read(Selector.detect(), body))).isEqualTo(expected);
  }

  @Test
  void staysWithWhatItFoundButPassesNoItemsOver() {
    Selector found = Pages.of("{\"data\": [1], \"errors\": []}").selector();

    assertThat(Pages.read(found, "{\"errors\": [], \"data\": [2]}").size()).isEqualTo(1);
    assertThat(Pages.read(found, "{\"kind\": \"empty\"}").size()).isZero();
    assertThat(texts(Pages.read(found, "[3]"))).isEqualTo("3");
    assertThat(texts(Pages.read(found, "{\"results\": [4]}"))).isEqualTo("4");
  }

  @Test
  void aPathThatLeadsNowhereIsAnErrorUnlessItMay() {
    assertThatThrownBy(() -> Pages.read(Selector.at("items"), "{\"error\": \"no\", \"code\": 5}"))
        .hasMessage(
            "Cannot read the answer to 'GET /items': nothing stands at 'items', expected the items; the body has [error, code]. Correct the path, or use Selector.ifPresent(...) if the API leaves empty lists out");
    assertThat(Pages.read(Selector.ifPresent("items"), "{}").size()).isZero();
  }

  @Test
  void bodiesOfOtherCharsetsAndByteOrderMarksAreRead() throws Exception {
    assertThat(texts(read("[\"é\"]".getBytes(StandardCharsets.ISO_8859_1), "iso-8859-1")))
        .isEqualTo("\"é\"");
    assertThat(texts(read("[\"é\"]".getBytes(StandardCharsets.UTF_16LE), "utf-16le")))
        .isEqualTo("\"é\"");
    assertThat(texts(read("\uFEFF[\"é\"]".getBytes(StandardCharsets.UTF_8), "utf-8")))
        .isEqualTo("\"é\"");
    assertThat(read(new byte[0], "utf-8").size()).isZero();
  }

  @Test
  void brokenAndEndlessBodiesAreNotRead() {
    for (String body : List.of("[1", "[1]]", "{\"a\" 1}", "<html>", "[1] 2", "{\"a\": 1,}")) {
      assertThatThrownBy(() -> read(body.getBytes(StandardCharsets.UTF_8), "utf-8"))
          .as(body)
          .isInstanceOf(IOException.class);
    }
    String deep = "[".repeat(101) + "]".repeat(101);
    assertThatThrownBy(() -> read(deep.getBytes(StandardCharsets.UTF_8), "utf-8"))
        .isInstanceOf(RestException.class)
        .hasMessage(
            "Cannot read the answer to 'GET /items': its JSON is nested deeper than 100 levels, or a number is endless. Ask for less, or set maxNesting(...)");
  }

  @Test
  void whatStandsInTheBodyIsFound() {
    Page page = Pages.of("{\"a\": [1, {\"b\": 12345678901234567890}], \"c\": 1.50, \"d\": null}");

    assertThat(page.find("a[1].b")).contains(new java.math.BigInteger("12345678901234567890"));
    assertThat(page.find("c")).contains(new java.math.BigDecimal("1.50"));
    assertThat(page.find("d")).isEmpty();
    assertThat(page.find("a[-2]")).contains(1L);
    assertThat(page.find("a[2]")).isEmpty();
    assertThat(page.items()).hasSize(2);
  }

  private static String texts(Page page) {
    return String.join(
        ",", page.items().stream().map(item -> new String(item, StandardCharsets.UTF_8)).toList());
  }

  private static Page read(byte[] body, String charset) throws IOException {
    Map<String, List<String>> headers =
        Map.of("Content-Type", List.of("application/json; charset=" + charset));
    return Page.read(
        RestRequest.get("/items"), RestResponse.of(200, headers, body), Selector.detect(), 100);
  }
}
