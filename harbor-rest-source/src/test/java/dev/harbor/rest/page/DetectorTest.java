package dev.harbor.rest.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways in which well-known APIs page, as their documentation shows them. */
class DetectorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"next\": \"https://a/?p=2\", \"previous\": null, \"results\": [1]} | https://a/?…",
        "{\"_links\": {\"self\": {\"href\": \"/1\"}, \"next\": {\"href\": \"/2\"}}, \"x\": [1]} | /2",
        "{\"links\": {\"next\": \"/2\"}, \"data\": [1]} | /2",
        "{\"links\": {\"nextPage\": \"/2\"}, \"data\": [1]} | /2",
        "{\"paging\": {\"next\": \"https://a/2\"}, \"data\": [1]} | https://a/2",
        "{\"@odata.nextLink\": \"https://a/2\", \"value\": [1]} | https://a/2",
        "{\"meta\": {\"pagination\": {\"links\": {\"next\": \"?page=2\"}}}, \"data\": [1]} | ?…",
        "{\"page_info\": {\"total_pages\": 3, \"page\": 1}, \"items\": [1]} | page=2",
        "{\"totalPages\": 3, \"number\": 0, \"content\": [1]} | page=1",
        "{\"meta\": {\"current_page\": 1, \"last_page\": 2}, \"data\": [1]} | page=2",
        "{\"next_cursor\": \"abc\", \"items\": [1]} | cursor=abc",
        "{\"response_metadata\": {\"next_cursor\": \"abc\"}, \"members\": [1]} | cursor=abc",
        "{\"cursors\": {\"next\": \"abc\"}, \"items\": [1]} | cursor=abc",
        "{\"paging\": {\"cursors\": {\"before\": \"x\", \"after\": \"abc\"}}, \"data\": [1]} | after=abc",
        "{\"nextPageToken\": \"abc\", \"items\": [1]} | pageToken=abc",
        "{\"next_id\": 17, \"items\": [1]} | next_id=17",
        "{\"next_page\": 2, \"items\": [1]} | page=2",
        "{\"total\": 9, \"offset\": 0, \"limit\": 1, \"items\": [1]} | offset=1, limit=1",
        "{\"meta\": {\"total\": 9, \"skip\": 0, \"take\": 1}, \"items\": [1]} | skip=1, take=1",
        "{\"next\": null, \"results\": [1]} | none",
        "{\"next_cursor\": \"\", \"items\": [1]} | none",
        "{\"total\": 1, \"offset\": 0, \"limit\": 20, \"items\": [1]} | none",
        "[1, 2] | none",
        "{\"id\": 1, \"title\": \"a book\", \"pages\": 300} | none"
      })
  void recognisesHowAnApiPages(String body, String expected) {
    Optional<PageToken> next = Paginator.detect().next(PageToken.start(), Pages.of(body));

    assertThat(next.map(PageToken::toString).orElse("none")).isEqualTo(expected);
  }

  @Test
  void aLinkHeaderComesFirst() {
    Page page = Pages.of("{\"next\": \"/b\", \"data\": [1]}", "Link", "</a>; rel=next");

    assertThat(Paginator.detect().next(PageToken.start(), page))
        .hasValueSatisfying(token -> assertThat(token.url()).contains("/a"));
  }

  @Test
  void staysWithWhatTheFirstPageSaid() {
    Paginator detect = Paginator.detect();
    PageToken second =
        detect.next(PageToken.start(), Pages.of("{\"next\": \"/2\", \"data\": [1]}")).orElseThrow();

    assertThat(
            detect.next(
                PageToken.fromState(second.toState()),
                Pages.of("{\"next\": null, \"next_cursor\": \"abc\", \"data\": [1]}")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"has_more\": true, \"data\": [1]}",
        "{\"meta\": {\"total\": 20}, \"data\": [1]}",
        "{\"pageInfo\": {\"hasNextPage\": \"true\"}, \"nodes\": [1]}"
      })
  void aPageThatIsNotTheLastAndDoesNotSayHowToGoOnIsAnError(String body) {
    assertThatThrownBy(() -> Paginator.detect().next(PageToken.start(), Pages.of(body)))
        .hasMessageContaining("so there is more, but not how to ask for it, expected a known kind");
  }
}
