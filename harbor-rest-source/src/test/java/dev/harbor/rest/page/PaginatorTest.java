package dev.harbor.rest.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaginatorTest {
  private static final PageToken START = PageToken.start();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<https://a/?page=2>; rel=\"next\" | https://a/?page=2",
        "<https://a/?p=1>; rel=prev, <https://a/?p=3>; rel=next | https://a/?p=3",
        "<https://a/?ids=1,2>; title=\"x, y; z\"; rel=\"last next\" | https://a/?ids=1,2",
        "</b?page=2>; REL=\"NEXT\" | /b?page=2",
        "<https://a/>; rel=\"first\"; rel=\"next\" | none",
        "<https://a/>; rel=\"nextish\" | none",
        "garbage | none"
      })
  void readsLinkHeaders(String header, String expected) {
    Optional<PageToken> next = Paginator.linkHeader().next(START, Pages.of("[]", "Link", header));

    assertThat(next.flatMap(PageToken::url).orElse("none")).isEqualTo(expected);
  }

  @Test
  void readsAllLinkHeaders() {
    Page page = Pages.of("[]", "Link", "</a>; rel=first", "Link", "</b>; rel=next");

    assertThat(Paginator.linkHeader().next(START, page)).contains(PageToken.ofUrl("/b"));
    assertThat(Paginator.linkHeader("first").next(START, page)).contains(PageToken.ofUrl("/a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"next\": null}", "{\"next\": \"\"}", "{\"next\": false}"})
  void endsWhereThereIsNoAddressAndNoCursor(String body) {
    assertThat(Paginator.nextUrl("next").next(START, Pages.of(body))).isEmpty();
    assertThat(Paginator.cursor("next").next(START, Pages.of(body))).isEmpty();
  }

  @Test
  void anAddressThatIsNoneIsAnError() {
    assertThatThrownBy(() -> Paginator.nextUrl("next").next(START, Pages.of("{\"next\": [1]}")))
        .hasMessage(
            "Cannot page through 'GET /items': [1] stands at 'next', expected text, a number or nothing");
  }

  @Test
  void cursorsComeFromTheLastItemAndGoWhereTheyBelong() {
    CursorPaginator stripe =
        Paginator.cursor("data[-1].id").parameter("starting_after").hasMore("has_more");

    assertThat(stripe.next(START, Pages.of("{\"data\":[{\"id\":1},{\"id\":2}],\"has_more\":true}")))
        .contains(START.withQuery("starting_after", "2"));
    assertThat(stripe.next(START, Pages.of("{\"data\":[{\"id\":3}],\"has_more\":\"false\"}")))
        .isEmpty();
    assertThatThrownBy(() -> stripe.next(START, Pages.of("{\"data\":[],\"has_more\":true}")))
        .hasMessage(
            "Cannot page through 'GET /items': 'has_more' is true, but there is no cursor, expected one at 'data[-1].id'");
    assertThatThrownBy(() -> stripe.next(START, Pages.of("{\"has_more\":\"perhaps\"}")))
        .hasMessage(
            "Cannot page through 'GET /items': \"perhaps\" stands at 'has_more', expected true or false");
  }

  @Test
  void aCursorMayStandInAHeader() {
    CursorPaginator cursor = Paginator.headerCursor("X-Next").bodyField("page.after");

    assertThat(cursor.next(START, Pages.of("[1]", "X-Next", "abc")))
        .contains(START.withBody("page.after", "abc"));
    assertThat(cursor.next(START, Pages.of("[1]"))).isEmpty();
    assertThat(cursor.endingWithAnEmptyPage().next(START, Pages.of("[]", "X-Next", "abc")))
        .isEmpty();
  }

  @Test
  void offsetsEndWithTheTotalTheMaximumTheFlagOrAnEmptyPage() {
    OffsetPaginator plain = Paginator.offset(2);
    assertThat(plain.first()).hasToString("offset=0, limit=2");
    assertThat(offsets(plain, "[1,2]")).containsExactly("offset=2, limit=2");
    assertThat(offsets(plain, "[]")).isEmpty();
    assertThat(offsets(plain.maximum(1), "[1,2]")).isEmpty();
    assertThat(offsets(plain.total("total"), "{\"total\":\"2\",\"data\":[1,2]}")).isEmpty();
    assertThat(offsets(plain.total("total"), "{\"total\":3,\"data\":[1,2]}")).hasSize(1);
    assertThat(offsets(plain.hasMore("more"), "{\"more\":false,\"data\":[1,2]}")).isEmpty();
    assertThat(offsets(plain.maximum(9).passingEmptyPages(), "[]"))
        .containsExactly("offset=2, limit=2");
    assertThat(offsets(plain.parameters("skip", "take").startingAt(1), "[1,2]"))
        .containsExactly("skip=3, take=2");
    assertThat(offsets(plain.bodyFields("a.from", "a.size"), "[1,2]"))
        .containsExactly("a.from=2, a.size=2");
  }

  @Test
  void totalsThatCannotBeUsedAreErrors() {
    OffsetPaginator paginator = Paginator.offset(2).total("total");

    assertThatThrownBy(() -> paginator.next(START, Pages.of("{\"total\":\"many\",\"data\":[1]}")))
        .hasMessage(
            "Cannot page through 'GET /items': \"many\" stands at 'total', expected a whole number");
    assertThatThrownBy(() -> paginator.next(START, Pages.of("{\"data\":[1]}")))
        .hasMessage(
            "Cannot page through 'GET /items': nothing stands at 'total', expected a total there");
    assertThat(offsets(paginator, "{\"data\":[]}")).isEmpty();
    assertThat(offsets(paginator, "{\"total\":99999999999999999999999,\"data\":[1]}")).hasSize(1);
  }

  @Test
  void pageNumbersCountFromWhereTheyStart() {
    PageNumberPaginator paginator = Paginator.pageNumber().totalPages("pages");

    assertThat(paginator.first()).hasToString("page=1");
    assertThat(paginator.next(paginator.first(), Pages.of("{\"pages\":2,\"data\":[1]}")))
        .hasToString("Optional[page=2]");
    assertThat(paginator.next(START.withQuery("page", "2"), Pages.of("{\"pages\":2,\"data\":[1]}")))
        .isEmpty();
    PageNumberPaginator fromZero = paginator.startingAt(0).parameter("p");
    assertThat(fromZero.next(START.withQuery("p", "1"), Pages.of("{\"pages\":2,\"data\":[1]}")))
        .isEmpty();
    assertThat(Paginator.pageNumber().bodyField("page").first().body()).containsEntry("page", 1L);
  }

  @Test
  void pagesAheadAreAsManyAsTheTotalHas() {
    PageNumberPaginator pages = Paginator.pageNumber().totalPages("pages");
    Page first = Pages.of("{\"pages\":4,\"data\":[1]}");
    assertThat(pages.ahead(pages.first(), first, 8))
        .extracting(PageToken::toString)
        .containsExactly("page=2", "page=3", "page=4");
    assertThat(pages.ahead(pages.first(), first, 2)).hasSize(2);
    assertThat(pages.maximum(3).ahead(pages.first(), first, 8)).hasSize(2);
    assertThat(Paginator.pageNumber().ahead(pages.first(), first, 8)).hasSize(1);

    OffsetPaginator offsets = Paginator.offset(2).total("total");
    assertThat(offsets.ahead(offsets.first(), Pages.of("{\"total\":7,\"data\":[1,2]}"), 8))
        .extracting(token -> token.query().get("offset"))
        .containsExactly("2", "4", "6");
  }

  @Test
  void aTokenSurvivesBeingState() {
    PageToken token =
        PageToken.ofUrl("https://a/b?c=d").withQuery("e", "f").withBody("g.h", 5L).from("note");

    assertThat(PageToken.fromState(token.toState())).isEqualTo(token).hasSameHashCodeAs(token);
    assertThat(token).hasToString("https://a/b?…, e=f, g.h=5");
    assertThat(START).hasToString("first page");
  }

  @Test
  void refusesWhatWouldNeverEndOrCannotBeSent() {
    assertThatThrownBy(() -> Paginator.offset(0))
        .hasMessage("Cannot page by offset: the limit is 0, but must be at least 1");
    assertThatThrownBy(() -> Paginator.pageNumber().passingEmptyPages())
        .hasMessage(
            "Cannot page beyond empty pages: nothing would end it. Call total(...), maximum(...) or hasMore(...) before");
    assertThatThrownBy(() -> Paginator.pageNumber().parameter(" "))
        .hasMessage("Cannot page by a parameter with a blank name; name one such as 'page'");
    PageNumberPaginator flagged = Paginator.pageNumber().hasMore("more").passingEmptyPages();
    assertThatThrownBy(() -> flagged.next(flagged.first(), Pages.of("[]")))
        .hasMessage(
            "Cannot page through 'GET /items': nothing stands at 'more', expected true or false there");
  }

  private static List<String> offsets(OffsetPaginator paginator, String body) {
    return paginator.next(paginator.first(), Pages.of(body)).stream()
        .map(PageToken::toString)
        .toList();
  }
}
