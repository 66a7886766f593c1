package dev.harbor.rest;

import dev.harbor.error.SourceException;
import dev.harbor.rest.http.ResponseAction;
import dev.harbor.rest.http.ResponseAction.Verb;
import dev.harbor.rest.http.RestClient;
import dev.harbor.rest.http.RestRequest;
import dev.harbor.rest.http.RestResponse;
import dev.harbor.rest.page.Page;
import dev.harbor.rest.page.PageToken;
import dev.harbor.rest.page.Paginator;
import dev.harbor.rest.page.Selector;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pages of one endpoint for one parent, from the first to the last. Confined to one thread. */
final class PageWalk {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> GONE = Set.of(400, 404, 410, 422);
  private static final int MOST_REDIRECTS = 5;

  private final RestClient client;
  private final EndpointPlan plan;
  private final Values values;
  private final ExtractContext context;
  private final Emitter emitter;
  private volatile Selector selector;

  PageWalk(
      RestClient client,
      EndpointPlan plan,
      Values values,
      ExtractContext context,
      Emitter emitter) {
    this.client = client;
    this.plan = plan;
    this.values = values;
    this.context = context;
    this.emitter = emitter;
    this.selector = plan.selector();
  }

  /** Reads to the end, or until nothing more is wanted. */
  void run(Map<String, Object> more) throws InterruptedException {
    Bookmark bookmark =
        plan.keepsBookmark()
            ? Bookmark.of(plan.requests().make(client, values, plan.paginator().first()))
            : Bookmark.none();
    try (ReadAhead ahead =
        new ReadAhead("harbor-rest-" + plan.name(), plan.pagesAhead(), this::fetch)) {
      Optional<PageToken> kept = bookmark.find(context);
      PageToken token = kept.orElseGet(plan.paginator()::first);
      Answer answer = ahead.take(token);
      if (kept.isPresent() && isGone(answer)) {
        token = anew(token, answer);
        bookmark.remove(context);
        answer = ahead.take(token);
      }
      pages(token, answer, ahead, bookmark, more);
      bookmark.remove(context);
    }
  }

  private void pages(
      PageToken first, Answer answer, ReadAhead ahead, Bookmark bookmark, Map<String, Object> more)
      throws InterruptedException {
    CircleGuard guard = new CircleGuard(plan.name());
    PageToken token = first;
    Answer current = answer;
    for (long number = 1; ; number++) {
      if (current.refusal().isPresent()) {
        throw new SourceException(current.refusal().get().message());
      }
      if (current.page().isEmpty()) {
        context.skipped(
            "%s (%s)".formatted(plan.name(), plan.requests().make(client, values, token)),
            current.ignored().orElse("ignored"));
        return;
      }
      Page page = current.page().get();
      selector = page.selector();
      guard.check(token, page);
      Optional<PageToken> next =
          number >= plan.maxPages() ? Optional.empty() : plan.paginator().next(token, page);
      if (next.isPresent() && ahead.most() > 0) {
        ahead.want(wanted(token, page, number, ahead.most()));
      }
      if (!emitter.emitJson(ItemBytes.list(page.items(), more)) || next.isEmpty()) {
        return;
      }
      token = next.get();
      bookmark.moveTo(token, context, emitter);
      current = ahead.take(token);
    }
  }

  private List<PageToken> wanted(PageToken token, Page page, long number, int most) {
    long left = Math.min(most, plan.maxPages() - number);
    Paginator paginator = plan.paginator();
    return paginator.ahead(token, page, (int) left);
  }

  private static boolean isGone(Answer answer) {
    return answer.refusal().filter(no -> GONE.contains(no.status())).isPresent();
  }

  /** The first page, if an interrupted run's is gone and nothing is doubled by it. */
  private PageToken anew(PageToken token, Answer gone) {
    if (plan.disposition() != WriteDisposition.MERGE) {
      throw new SourceException(
          "Cannot resume resource '%s' at '%s', where a run before was interrupted: status %d, expected the page. Declare it MERGE, so that it can begin anew without doubling rows"
              .formatted(
                  plan.name(), token, gone.refusal().map(Answer.Refusal::status).orElseThrow()));
    }
    return plan.paginator().first();
  }

  private Answer fetch(PageToken token) throws InterruptedException {
    RestRequest request = plan.requests().make(client, values, token);
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      RestRequest asked = request;
      Answer answer = client.send(asked, context, response -> read(asked, response));
      if (answer.redirect().isEmpty()) {
        return answer;
      }
      request = plan.requests().follow(client, asked, answer.redirect().get());
    }
    throw new SourceException(
        "Cannot read resource '%s': '%s' redirects more than %d times, expected an answer"
            .formatted(plan.name(), request, MOST_REDIRECTS));
  }

  private Answer read(RestRequest request, RestResponse response) throws IOException {
    Optional<ResponseAction> action = request.actionOn(response);
    if (action.isPresent() && action.get().verb() == Verb.IGNORE) {
      return Answer.ignored("status %d, which is ignored".formatted(response.status()));
    }
    if (response.isSuccess()) {
      return Answer.of(Page.read(request, response, selector, plan.maxNesting()));
    }
    Optional<String> location = response.header("location");
    if (REDIRECTS.contains(response.status())
        && location.isPresent()
        && request.method().equals("GET")) {
      return Answer.elsewhere(location.get());
    }
    String away =
        client.isHome(request)
            ? ""
            : " The address is not of '%s', so that it was asked without credentials."
                .formatted(client);
    return Answer.refused(
        response.status(),
        "Cannot read resource '%s': '%s' has status %d, expected a success.%s Correct the endpoint, or act on the status by on(ResponseAction.on(%d, ...))"
            .formatted(plan.name(), request, response.status(), away, response.status()));
  }
}
