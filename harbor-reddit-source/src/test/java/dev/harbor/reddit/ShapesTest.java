package dev.harbor.reddit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShapesTest {
  @Test
  void timesAreWholeSecondsAndAnInstant() throws Exception {
    Map<String, @Nullable Object> row = post("\"created_utc\": 1776093091.0, \"created\": 5.0");

    assertThat(row)
        .containsEntry("created_utc", 1_776_093_091L)
        .containsEntry("created_at", Instant.ofEpochSecond(1_776_093_091L))
        .doesNotContainKey("created");
    assertThat(post("\"created_utc\": 1776093091")).containsEntry("created_utc", 1_776_093_091L);
  }

  @Test
  void editedIsABooleanAndPerhapsAnInstant() throws Exception {
    assertThat(post("\"edited\": false"))
        .containsEntry("edited", false)
        .doesNotContainKey("edited_at");
    assertThat(post("\"edited\": true"))
        .containsEntry("edited", true)
        .doesNotContainKey("edited_at");
    assertThat(post("\"edited\": 1776093091.0"))
        .containsEntry("edited", true)
        .containsEntry("edited_at", Instant.ofEpochSecond(1_776_093_091L));
  }

  @Test
  void numbersKeepWhatIsWritten() throws Exception {
    assertThat(
            post(
                "\"a\": 1, \"b\": 0.97, \"c\": 9007199254740993000000, \"d\": 1e400, \"e\": 0.12345678901234567890"))
        .containsEntry("a", 1)
        .containsEntry("b", 0.97)
        .containsEntry("c", new BigInteger("9007199254740993000000"))
        .containsEntry("d", new BigDecimal("1e400"))
        .containsEntry("e", new BigDecimal("0.12345678901234567890"));
    assertThat(post("\"upvote_ratio\": 1")).containsEntry("upvote_ratio", 1.0);
  }

  @Test
  void mediaWithKeysThatAreDataBecomeRows() throws Exception {
    Map<String, @Nullable Object> row =
        post(
            "\"media_metadata\": {\"x1|y\": {\"status\": \"valid\", \"e\": \"Image\", \"id\": \"x1|y\", \"p\": [{\"x\": 1}],"
                + " \"s\": {\"x\": 640, \"y\": 480, \"u\": \"https://i.test/1\"}}, \"z\": null},"
                + " \"gallery_data\": {\"items\": [{\"media_id\": \"x1|y\", \"id\": 7, \"caption\": \"c\"}]}");

    assertThat(row.get("media_metadata"))
        .isEqualTo(
            List.of(
                Map.of(
                    "media_id", "x1|y",
                    "status", "valid",
                    "e", "Image",
                    "width", 640,
                    "height", 480,
                    "url", "https://i.test/1"),
                Map.of("media_id", "z")));
    assertThat(row.get("gallery"))
        .isEqualTo(List.of(Map.of("media_id", "x1|y", "id", 7, "caption", "c")));
    assertThat(row).doesNotContainKey("gallery_data");
    assertThat(post("\"media_metadata\": null, \"gallery_data\": null"))
        .containsEntry("media_metadata", null)
        .doesNotContainKey("gallery");
  }

  @Test
  void copiesViewersFieldsAndEmptyContainersAreLeftOut() throws Exception {
    assertThat(
            post(
                "\"likes\": null, \"saved\": false, \"crosspost_parent\": \"t3_b\", \"crosspost_parent_list\": [{\"id\": \"b\"}],"
                    + " \"gildings\": {}, \"all_awardings\": [], \"poll_data\": false"))
        .containsOnlyKeys("id", "crosspost_parent", "poll_data")
        .containsEntry("poll_data", null);
  }

  @Test
  void aModeratorsTrueIsText() throws Exception {
    assertThat(post("\"banned_by\": true")).containsEntry("banned_by", "true");
    assertThat(post("\"banned_by\": null")).containsEntry("banned_by", null);
  }

  @Test
  void aCommentNamesItsSubmission() throws Exception {
    Thing thing =
        RedditJson.page(
                listing(
                    "{\"kind\": \"t1\", \"data\": {\"id\": \"c\", \"link_id\": \"t3_1sk\", \"replies\": \"\"}}"))
            .things()
            .get(0);

    assertThat(Shapes.comment(thing))
        .isEqualTo(Map.of("id", "c", "link_id", "t3_1sk", "submission_id", "1sk"));
    assertThat(thing.fullname()).isEqualTo("t1_c");
  }

  @Test
  void whatIsNoListingIsRefused() {
    for (String body :
        new String[] {
          "{}",
          "[]",
          "{\"error\": 500}",
          "{\"data\": {\"children\": {}}}",
          "{\"data\": {\"children\": [",
          "{} {}",
          "{\"data\": {\"children\": [{\"kind\": \"t3\", \"data\": {\"title\": \"no id\"}}]}}"
        }) {
      assertThatThrownBy(() -> RedditJson.page(body.getBytes(UTF_8)))
          .isInstanceOf(IOException.class);
    }
  }

  private static Map<String, @Nullable Object> post(String fields) throws IOException {
    String thing = "{\"kind\": \"t3\", \"data\": {\"id\": \"a\", " + fields + "}}";
    return Shapes.post(RedditJson.page(listing(thing)).things().get(0));
  }

  private static byte[] listing(String thing) {
    return ("{\"kind\": \"Listing\", \"data\": {\"after\": null, \"dist\": 1, \"children\": ["
            + thing
            + "]}}")
        .getBytes(UTF_8);
  }
}
