package dev.harbor.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.error.SourceException;
import dev.harbor.rest.auth.Authenticator;
import dev.harbor.rest.http.Placement;
import dev.harbor.rest.page.Paginator;
import dev.harbor.rest.page.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Walks through pages over real connections. */
@Timeout(60)
class PagingIT {
  private final Api api = new Api();
  private final Runs runs = new Runs();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void followsLinkHeadersWithRelativeAddresses() {
    api.on(
        "/v1/items",
        request ->
            linked(
                Api.number(request, "page", 1),
                page -> "</v1/items?page=" + page + "&per_page=2>; rel=\"next\""));

    run(
        Endpoint.get("items", "/v1/items")
            .query("per_page", "2")
            .paginator(Paginator.linkHeader()));

    assertThat(runs.ids("items")).containsExactly("1", "2", "3", "4", "5");
    assertThat(api.targets())
        .containsExactly(
            "/v1/items?per_page=2", "/v1/items?page=2&per_page=2", "/v1/items?page=3&per_page=2");
  }

  @Test
  void followsTheAddressInTheBodyWithoutDoublingItsQuery() {
    api.on(
        "/items",
        request -> {
          int page = Api.number(request, "page", 1);
          String next = page < 3 ? "\"?size=2&page=" + (page + 1) + "\"" : "null";
          return Api.json("{\"next\": %s, \"rows\": %s}".formatted(next, Api.ids(page * 2, 2)));
        });

    run(Endpoint.get("items", "/items").query("size", "2").paginator(Paginator.nextUrl("next")));

    assertThat(runs.ids("items")).containsExactly("2", "3", "4", "5", "6", "7");
    assertThat(api.targets())
        .containsExactly("/items?size=2", "/items?size=2&page=2", "/items?size=2&page=3");
  }

  @Test
  void sendsTheCursorInTheBodyOfAPost() {
    api.on(
        "/search",
        request -> {
          boolean second = request.getBody().utf8().contains("\"cursor\":\"abc\"");
          return Api.json(
              second
                  ? "{\"hits\": [{\"id\": 2}], \"meta\": {\"cursor\": null}}"
                  : "{\"hits\": [{\"id\": 1}], \"meta\": {\"cursor\": \"abc\"}}");
        });

    run(
        Endpoint.post("hits", "/search")
            .json(java.util.Map.of("page", java.util.Map.of("size", 1)))
            .select("hits")
            .paginator(Paginator.cursor("meta.cursor").bodyField("page.cursor")));

    assertThat(runs.ids("hits")).containsExactly("1", "2");
    assertThat(api.requests().get(1).getBody().utf8())
        .isEqualTo("{\"page\":{\"size\":1,\"cursor\":\"abc\"}}");
  }

  @Test
  void stepsByWhatWasGivenWhereTheServerCapsTheLimit() {
    api.on("/items", request -> offset(request, 3, 8));

    run(
        Endpoint.get("items", "/items")
            .select("items")
            .paginator(Paginator.offset(100).total("total")));

    assertThat(runs.ids("items")).containsExactlyElementsOf(texts(0, 8));
    assertThat(api.targets())
        .containsExactly(
            "/items?offset=0&limit=100", "/items?offset=3&limit=100", "/items?offset=6&limit=100");
  }

  @Test
  void asksForPagesAtOnceWhereTheirNumberIsKnown() throws Exception {
    CountDownLatch four = new CountDownLatch(4);
    api.on(
        "/items",
        request -> {
          int page = Api.number(request, "page", 1);
          if (page > 1) {
            four.countDown();
            await(four);
          }
          return Api.json("{\"pages\": 9, \"items\": %s}".formatted(Api.ids(page * 10, 10)));
        });

    run(
        Endpoint.get("items", "/items")
            .paginator(Paginator.pageNumber().totalPages("pages"))
            .pagesAhead(4));

    assertThat(four.getCount()).isZero();
    assertThat(runs.ids("items")).containsExactlyElementsOf(texts(10, 90));
    assertThat(api.targets()).hasSize(9);
    assertThat(threads()).isEmpty();
  }

  @Test
  void fetchesThePageBehindWhileOneIsStored() {
    CountDownLatch second = new CountDownLatch(1);
    List<Boolean> wasAsked = new ArrayList<>();
    api.on(
        "/items",
        request -> {
          int page = Api.number(request, "page", 1);
          if (page == 2) {
            second.countDown();
          }
          return Api.json(page < 3 ? Api.ids(page, 1) : "[]");
        });

    run(
        Endpoint.get("items", "/items")
            .paginator(Paginator.pageNumber())
            .hints(
                resource ->
                    resource.filter(
                        item -> {
                          wasAsked.add(await(second));
                          return true;
                        })));

    assertThat(wasAsked).containsExactly(true, true);
    assertThat(threads()).isEmpty();
  }

  @Test
  void readsNothingAheadIfToldSo() {
    api.on("/items", request -> Api.json(Api.ids(Api.number(request, "page", 1), 1)));

    run(
        Endpoint.get("items", "/items")
            .paginator(Paginator.pageNumber())
            .pagesAhead(0)
            .hints(resource -> resource.limit(2)));

    assertThat(api.targets()).containsExactly("/items?page=1", "/items?page=2");
  }

  @Test
  void endsAfterTheMostPagesThatAreWanted() {
    api.on("/items", request -> Api.json(Api.ids(Api.number(request, "page", 1), 1)));

    run(Endpoint.get("items", "/items").paginator(Paginator.pageNumber()).maxPages(3));

    assertThat(runs.ids("items")).containsExactly("1", "2", "3");
    assertThat(api.targets()).hasSize(3);
  }

  @Test
  void aServerThatIgnoresThePageIsFoundOut() {
    api.on("/items", Api.ids(1, 2));

    assertThat(failure(Endpoint.get("items", "/items").paginator(Paginator.pageNumber())))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot read resource 'items' to its end: 'page=2' has the items of the page before once more, expected other pages of 'GET /items' or an end. Check the paginator: its parameters, the total, the maximum");
  }

  @Test
  void cursorsThatLeadInACircleAreFoundOut() {
    api.on(
        "/items",
        request -> {
          int at = Api.number(request, "cursor", 0);
          return Api.json(
              "{\"items\": %s, \"next\": %d}".formatted(Api.ids(at, 1), at == 7 ? 3 : at + 1));
        });

    assertThat(
            failure(
                Endpoint.get("items", "/items")
                    .select("items")
                    .paginator(Paginator.cursor("next"))))
        .hasMessageStartingWith(
            "Cannot read resource 'items' to its end: its pages lead back to 'cursor=")
        .hasMessageContaining("which was read before");
    assertThat(api.targets()).hasSizeLessThan(30);
  }

  @Test
  void aPageThatIsEmptyBeforeTheTotalIsNoEnd() {
    api.on(
        "/items",
        request ->
            Api.json(
                "{\"total\": 50, \"items\": %s}"
                    .formatted(Api.number(request, "offset", 0) < 20 ? Api.ids(0, 20) : "[]")));

    assertThat(
            failure(
                Endpoint.get("items", "/items")
                    .select("items")
                    .paginator(Paginator.offset(20).total("total"))))
        .hasMessage(
            "Cannot page through 'GET /items': it has no items, but the API says that there is more (total), expected items, or an end that both agree on");
    assertThat(runs.rows("items")).isEmpty();
  }

  @Test
  void neitherCredentialsNorHeadersFollowALinkToAnotherHost() {
    try (Api other = new Api()) {
      other.on("/more", Api.ids(2, 1));
      api.on(
          "/items",
          request ->
              Api.json(
                  "{\"next\": \"%s\", \"items\": %s}"
                      .formatted(other.url("/more?page=2"), Api.ids(1, 1))));
      RestSource.Builder source =
          RestSource.builder("api", api.url())
              .authorization(Authenticator.apiKey(Placement.query("key"), "sEcReT"))
              .header("X-Tenant", "sEcReT")
              .resource(
                  Endpoint.get("items", "/items")
                      .header("X-Other", "sEcReT")
                      .select(Selector.detect())
                      .paginator(Paginator.nextUrl("next"))
                      .build());

      run(source);

      RecordedRequest first = api.requests().get(0);
      assertThat(first.getTarget()).isEqualTo("/items?key=sEcReT");
      assertThat(first.getHeaders().get("X-Tenant")).isEqualTo("sEcReT");
      RecordedRequest foreign = other.requests().get(0);
      assertThat(foreign.getTarget()).isEqualTo("/more?page=2");
      assertThat(foreign.getHeaders().toString()).doesNotContain("sEcReT");
      assertThat(runs.ids("items")).containsExactly("1", "2");
    }
  }

  @Test
  void followsRedirectsButNotForEver() {
    api.on("/old", request -> moved("/items"));
    api.on("/items", Api.ids(1, 1));
    api.on("/round", request -> moved("/round"));

    run(Endpoint.get("items", "/old"));

    assertThat(runs.ids("items")).containsExactly("1");
    assertThat(failure(Endpoint.get("round", "/round")))
        .hasMessage(
            "Cannot read resource 'round': 'GET %s' redirects more than 5 times, expected an answer"
                .formatted(api.url("/round")));
  }

  private static MockResponse moved(String location) {
    return new MockResponse.Builder().code(301).setHeader("Location", location).build();
  }

  private static MockResponse linked(int page, java.util.function.IntFunction<String> link) {
    MockResponse.Builder answer = Api.json(Api.ids(page * 2 - 1, page < 3 ? 2 : 1)).newBuilder();
    return page < 3 ? answer.setHeader("Link", link.apply(page + 1)).build() : answer.build();
  }

  private static MockResponse offset(RecordedRequest request, int cap, int total) {
    int offset = Api.number(request, "offset", 0);
    int count = Math.min(Math.min(cap, Api.number(request, "limit", 1)), total - offset);
    return Api.json("{\"total\": \"%d\", \"items\": %s}".formatted(total, Api.ids(offset, count)));
  }

  private static List<String> texts(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(Integer::toString).toList();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("-ahead-"))
        .toList();
  }

  private void run(Endpoint.Builder endpoint) {
    run(RestSource.builder("api", api.url()).resource(endpoint.build()));
  }

  private void run(RestSource.Builder builder) {
    try (RestSource source = builder.build()) {
      runs.run(source);
    }
  }

  private Throwable failure(Endpoint.Builder endpoint) {
    try (RestSource source =
        RestSource.builder("api", api.url())
            .policy(Runs.hasty())
            .resource(endpoint.build())
            .build()) {
      return runs.failure(source);
    }
  }
}
