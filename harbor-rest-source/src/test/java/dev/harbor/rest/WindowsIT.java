package dev.harbor.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.rest.page.Paginator;
import dev.harbor.rest.page.Selector;
import dev.harbor.run.RunFailedException;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.RowOrder;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a second run asks for, and where an interrupted one goes on. */
@Timeout(60)
class WindowsIT {
  private final Api api = new Api();
  private final Runs runs = new Runs();
  private final AtomicInteger broken = new AtomicInteger(-1);

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void sendsWhereTheLastRunEndedAndNothingInTheFirst() {
    api.on("/items", "[{\"id\": 1, \"at\": \"2026-01-02T00:00:00Z\"}]");
    Endpoint.Builder items =
        Endpoint.get("items", "/items")
            .query("since", "{incremental.start}")
            .header("X-Since", "from {incremental.start}")
            .incremental(Incremental.ofInstant("at"));

    run(items);
    run(items);

    assertThat(api.targets()).containsExactly("/items", "/items?since=2026-01-02T00%3A00%3A00Z");
    assertThat(api.requests().get(0).getHeaders().get("X-Since")).isNull();
    assertThat(api.requests().get(1).getHeaders().get("X-Since"))
        .isEqualTo("from 2026-01-02T00:00:00Z");
    assertThat(runs.rows("items")).hasSize(1);
  }

  @Test
  void theStartIsSentAsTheApiWantsIt() {
    api.on("/search", "{\"items\": []}");

    run(
        Endpoint.post("items", "/search")
            .json(Map.of("created_after", "{incremental.start}"))
            .incremental(
                Incremental.ofInstant("at").startingAt(Instant.parse("2026-01-02T00:00:00Z")),
                start -> Long.toString(start.getEpochSecond())));

    assertThat(api.requests().get(0).getBody().utf8())
        .isEqualTo("{\"created_after\":\"1767312000\"}");
  }

  @Test
  void aDescendingWalkStopsWhereTheWindowBegins() {
    api.on(
        "/items",
        request -> {
          int page = Api.number(request, "page", 1);
          return Api.json("[{\"id\": %d, \"n\": %d}]".formatted(10 - page, 10 - page));
        });
    Endpoint.Builder items =
        Endpoint.get("items", "/items")
            .paginator(Paginator.pageNumber().maximum(9))
            .primaryKey("id")
            .incremental(Incremental.ofLong("n").order(RowOrder.DESCENDING));

    run(items.maxPages(5));
    api.forget();
    run(items.maxPages(9));

    assertThat(runs.ids("items")).containsExactly("9", "8", "7", "6", "5");
    assertThat(api.targets()).containsExactly("/items?page=1", "/items?page=2");
  }

  @Test
  void anInterruptedWalkGoesOnAtThePageItHadBeforeIt() {
    api.on("/items", request -> page(request, 6));
    broken.set(4);

    assertThatThrownBy(() -> runInSegments(items())).isInstanceOf(RunFailedException.class);
    assertThat(runs.ids("items")).containsExactly("1", "2", "3");
    broken.set(-1);
    api.forget();
    runInSegments(items());

    assertThat(runs.ids("items")).containsExactly("1", "2", "3", "4", "5", "6");
    assertThat(api.targets()).startsWith("/items?page=4").doesNotContain("/items?page=1");
  }

  @Test
  void aWalkThatCameToItsEndBeginsAnew() {
    api.on("/items", request -> page(request, 2));
    runInSegments(items());
    api.forget();

    runInSegments(items());

    assertThat(api.targets()).startsWith("/items?page=1");
  }

  @Test
  void anotherRequestIsAnotherWalk() {
    api.on("/items", request -> page(request, 6));
    broken.set(4);
    assertThatThrownBy(() -> runInSegments(items())).isInstanceOf(RunFailedException.class);
    broken.set(-1);
    api.forget();

    runInSegments(items().query("state", "all"));

    assertThat(api.targets().get(0)).isEqualTo("/items?state=all&page=1");
  }

  @Test
  void aRecognisedWayOfPagingIsRememberedToo() {
    api.on(
        "/items",
        request -> {
          int at = Api.number(request, "cursor", 1);
          return at == broken.get()
              ? Api.json(500, "{}")
              : Api.json(
                  "{\"data\": %s, \"next_cursor\": %s}"
                      .formatted(Api.ids(at, 1), at == 4 ? "null" : "\"" + (at + 1) + "\""));
        });
    Endpoint.Builder items = Endpoint.get("items", "/items").paginator(Paginator.detect());
    broken.set(3);
    assertThatThrownBy(() -> runInSegments(items)).isInstanceOf(RunFailedException.class);
    broken.set(-1);

    runInSegments(items);

    assertThat(runs.ids("items")).containsExactly("1", "2", "3", "4");
  }

  @Test
  void aRememberedPageThatIsGoneBeginsAnewWhereNothingIsDoubled() {
    api.on("/items", request -> page(request, 4));
    Endpoint.Builder merged =
        items().primaryKey("id").disposition(WriteDisposition.MERGE).pagesAhead(0);
    broken.set(3);
    assertThatThrownBy(() -> runInSegments(merged)).isInstanceOf(RunFailedException.class);
    AtomicInteger gone = new AtomicInteger(1);
    api.on(
        "/items", request -> gone.getAndDecrement() > 0 ? Api.json(410, "{}") : page(request, 4));
    broken.set(-1);
    api.forget();

    runInSegments(merged);

    assertThat(api.targets()).startsWith("/items?page=3", "/items?page=1");
    assertThat(runs.ids("items")).containsExactlyInAnyOrder("1", "2", "3", "4");
  }

  @Test
  void aRememberedPageThatIsGoneIsAnErrorWhereRowsWouldBeDoubled() {
    api.on("/items", request -> page(request, 4));
    broken.set(3);
    assertThatThrownBy(() -> runInSegments(items())).isInstanceOf(RunFailedException.class);
    api.on("/items", request -> Api.json(410, "{}"));

    assertThatThrownBy(() -> runInSegments(items()))
        .isInstanceOfSatisfying(
            RunFailedException.class,
            e ->
                assertThat(Runs.cause(e))
                    .hasMessage(
                        "Cannot resume resource 'items' at 'page=3', where a run before was interrupted: status 410, expected the page. Declare it MERGE, so that it can begin anew without doubling rows"));
  }

  @Test
  void anInterruptEndsAWaitingPageAndItsThread() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    api.on(
        "/items",
        request -> {
          if (Api.number(request, "page", 1) == 2) {
            asked.countDown();
            try {
              never.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return page(request, 3);
        });
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread runner =
        new Thread(
            () -> {
              try {
                run(items());
              } catch (RunFailedException e) {
                failure.set(Runs.cause(e));
              }
            });
    runner.start();
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    runner.interrupt();
    runner.join(10_000);

    assertThat(runner.isAlive()).isFalse();
    assertThat(failure.get()).hasMessageContaining("the run was interrupted");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains("-ahead-"));
    never.countDown();
  }

  private static Endpoint.Builder items() {
    return Endpoint.get("items", "/items")
        .select(Selector.whole())
        .paginator(Paginator.pageNumber());
  }

  /** One item a page, so many pages, and one of them broken. */
  private MockResponse page(RecordedRequest request, int pages) {
    int page = Api.number(request, "page", 1);
    if (page == broken.get()) {
      return Api.json(500, "{}");
    }
    return Api.json(page <= pages ? Api.ids(page, 1) : "[]");
  }

  private void run(Endpoint.Builder endpoint) {
    try (RestSource source = source(endpoint)) {
      runs.run(source);
    }
  }

  private void runInSegments(Endpoint.Builder endpoint) {
    try (RestSource source = source(endpoint)) {
      runs.runInSegments(source);
    }
  }

  private RestSource source(Endpoint.Builder endpoint) {
    return RestSource.builder("api", api.url())
        .policy(Runs.hasty())
        .resource(endpoint.build())
        .build();
  }
}
