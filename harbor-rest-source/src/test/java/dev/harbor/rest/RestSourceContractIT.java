package dev.harbor.rest;

import dev.harbor.rest.auth.Authenticator;
import dev.harbor.rest.http.RequestPolicy;
import dev.harbor.rest.page.Paginator;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.RowOrder;
import dev.harbor.source.Source;
import dev.harbor.testkit.SourceContract;
import dev.harbor.testkit.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** The clauses of sources, kept by a declared one. */
class RestSourceContractIT extends SourceContract<RestSourceContractIT.Records> {
  @Override
  protected Records upstream() {
    return new Records();
  }

  @Override
  protected Source source(Records from, int pageSize) {
    return RestSource.builder("api", from.url())
        .authorization(Authenticator.bearer("sEcReT"))
        .policy(
            RequestPolicy.builder()
                .attempts(2)
                .delays(Duration.ofMillis(1), Duration.ofMillis(2))
                .build())
        .resource(
            Endpoint.get("records", "/records")
                .query("since", "{incremental.start}")
                .paginator(Paginator.offset(pageSize).total("total"))
                .select("records")
                .incremental(Incremental.ofLong("at").order(RowOrder.ASCENDING))
                .primaryKey("id")
                .disposition(WriteDisposition.MERGE)
                .build())
        .build();
  }

  @Override
  protected String resource() {
    return "records";
  }

  @Override
  protected String keyColumn() {
    return "id";
  }

  /** Records in the order of their last change. */
  static final class Records implements Upstream {
    private record Row(int id, long at, int version) {}

    private final Api api = new Api();
    private final List<Row> rows = new ArrayList<>();
    private final AtomicInteger failing = new AtomicInteger();
    private Failure failure = Failure.SERVER_ERROR;
    private long now = 100;

    Records() {
      api.on("/records", this::answer);
    }

    String url() {
      return api.url();
    }

    @Override
    public synchronized String add() {
      now++;
      return addBeside();
    }

    @Override
    public synchronized String addBeside() {
      rows.add(new Row(rows.size() + 1, now, 1));
      return Integer.toString(rows.size());
    }

    @Override
    public synchronized boolean change(String key) {
      int index = Integer.parseInt(key) - 1;
      Row old = rows.get(index);
      now++;
      rows.set(index, new Row(old.id(), now, old.version() + 1));
      return true;
    }

    @Override
    public synchronized void failNext(int requests, Failure how) {
      failure = how;
      failing.set(requests);
    }

    private synchronized MockResponse answer(RecordedRequest request) {
      if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return switch (failure) {
          case THROTTLED -> Api.json(429, "{}").newBuilder().setHeader("Retry-After", "1").build();
          case SERVER_ERROR -> Api.json(500, "{}");
          case UNAUTHORIZED -> Api.json(401, "{}");
          case MALFORMED -> Api.json("{\"records\": [{\"id\": 1,");
          case STALLED ->
              new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
        };
      }
      int since = Api.number(request, "since", 0);
      List<String> window =
          rows.stream()
              .filter(row -> row.at() >= since)
              .sorted(Comparator.comparingLong(Row::at).thenComparing(Row::id))
              .map(
                  row ->
                      "{\"id\":%d,\"at\":%d,\"v\":%d}".formatted(row.id(), row.at(), row.version()))
              .toList();
      int from = Math.min(window.size(), Api.number(request, "offset", 0));
      int to = Math.min(window.size(), from + Api.number(request, "limit", 1));
      return Api.json(
          "{\"total\": %d, \"records\": %s}".formatted(window.size(), window.subList(from, to)));
    }

    @Override
    public int requests() {
      return api.requests().size();
    }

    @Override
    public Set<String> secrets() {
      return Set.of("sEcReT");
    }

    @Override
    public void close() {
      api.close();
    }
  }
}
