package dev.harbor.reddit;

import dev.harbor.rest.http.Authorization;
import dev.harbor.rest.http.BodyReader;
import dev.harbor.rest.http.RestClient;
import dev.harbor.rest.http.RestException;
import dev.harbor.rest.http.RestFailure;
import dev.harbor.rest.http.RestRequest;
import dev.harbor.rest.http.RestResponse;
import dev.harbor.source.ExtractContext;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks Reddit for pages and users, and tells refusals from failures. Thread-safe. */
final class RedditClient implements AutoCloseable {

  private final RestClient api;
  private final RestClient tokens;
  private final Authorization authorization;
  private final ClientShare share;

  /**
   * A client.
   *
   * @param share what it has in common with other clients of the same id
   */
  RedditClient(RestClient api, RestClient tokens, Authorization authorization, ClientShare share) {
    this.api = api;
    this.tokens = tokens;
    this.authorization = authorization;
    this.share = share;
  }

  /**
   * Makes sure of a token.
   *
   * @throws RestException if there is none to be had
   */
  void connect(ExtractContext context) throws InterruptedException {
    authorization.header(context);
  }

  /**
   * A page of a listing.
   *
   * @param after fullname of the thing that the page lies behind; empty for the first page
   * @param size most things that the page shall have, up to 100
   * @throws NoAccessException if the community cannot be read
   * @throws RestException if there was no usable answer
   */
  Page page(ListingKey listing, Optional<String> after, int size, ExtractContext context)
      throws NoAccessException, InterruptedException {
    RestRequest request =
        RestRequest.get(listing.address())
            .withQuery("limit", Integer.toString(size))
            .withQuery("raw_json", "1")
            .withQuery("show", "all");
    for (Map.Entry<String, String> each : new TreeMap<>(listing.query()).entrySet()) {
      request = request.withQuery(each.getKey(), each.getValue());
    }
    if (after.isPresent()) {
      request = request.withQuery("after", after.get());
    }
    return readable(request, context, response -> RedditJson.page(response.body()));
  }

  /**
   * Comments of a post, nested in each other, and folds.
   *
   * @param comment where to begin; empty for the post itself
   * @throws NoAccessException if the post cannot be read
   * @throws RestException if there was no usable answer
   */
  List<Map<String, @Nullable Object>> tree(
      String post, String comment, int size, int depth, ExtractContext context)
      throws NoAccessException, InterruptedException {
    RestRequest request =
        RestRequest.get("/comments/" + post + (comment.isEmpty() ? "" : "/_/" + comment))
            .withQuery("limit", Integer.toString(size))
            .withQuery("depth", Integer.toString(depth))
            .withQuery("raw_json", "1");
    return readable(request, context, response -> RedditJson.comments(response.body()));
  }

  /**
   * Comments that were folded, one behind the other, and folds.
   *
   * @param ids up to 100
   * @return empty if they are too many for the server
   * @throws NoAccessException if the post cannot be read
   * @throws RestException if there was no usable answer
   */
  Optional<List<Map<String, @Nullable Object>>> more(
      String post, List<String> ids, ExtractContext context)
      throws NoAccessException, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("link_id", "t3_" + post);
    form.put("children", String.join(",", ids));
    form.put("limit_children", "false");
    form.put("api_type", "json");
    form.put("raw_json", "1");
    // Reddit allows one at a time.
    share.unfolding().lockInterruptibly();
    try {
      return readable(
          RestRequest.postForm("/api/morechildren", form),
          context,
          response ->
              isTooMuch(response)
                  ? Optional.empty()
                  : Optional.of(RedditJson.comments(response.body())));
    } finally {
      share.unfolding().unlock();
    }
  }

  private <T> T readable(RestRequest request, ExtractContext context, BodyReader<T> reader)
      throws NoAccessException, InterruptedException {
    boolean isForm = request.form().isPresent();
    Answer<T> answer =
        api.send(
            request,
            context,
            response ->
                response.isSuccess() || (isForm && isTooMuch(response))
                    ? Answer.of(reader.read(response))
                    : Answer.refused(reason(response)));
    if (answer.value == null) {
      throw new NoAccessException(answer.reason);
    }
    return answer.value;
  }

  /**
   * What Reddit knows of these things now; those it does not know are missing.
   *
   * @param fullnames up to 100
   * @throws RestException if there was no usable answer
   */
  List<Thing> info(List<String> fullnames, ExtractContext context) throws InterruptedException {
    return things("id", String.join(",", fullnames), context);
  }

  /**
   * What Reddit knows of these subreddits; those that cannot be read are missing.
   *
   * @param names up to 100
   * @throws RestException if there was no usable answer
   */
  List<Thing> subreddits(List<String> names, ExtractContext context) throws InterruptedException {
    return things("sr_name", String.join(",", names), context);
  }

  private List<Thing> things(String parameter, String value, ExtractContext context)
      throws InterruptedException {
    RestRequest request =
        RestRequest.get("/api/info").withQuery(parameter, value).withQuery("raw_json", "1");
    return api.send(
        request,
        context,
        response -> {
          if (!response.isSuccess()) {
            String reason = reason(response);
            throw new RestException(
                RestFailure.EXHAUSTED,
                "Cannot ask Reddit for things by name: " + reason + ", expected a listing",
                null);
          }
          return RedditJson.page(response.body()).things();
        });
  }

  /**
   * What is known of a user: the fields of the account, or the name and why there is no more.
   *
   * @throws RestException if there was no usable answer
   */
  Map<String, @Nullable Object> user(String name, ExtractContext context)
      throws InterruptedException {
    RestRequest request = RestRequest.get("/user/" + name + "/about").withQuery("raw_json", "1");
    return api.send(
        request,
        context,
        response ->
            response.isSuccess()
                ? RedditorShape.of(name, RedditJson.fields(RedditJson.object(response.body())))
                : RedditorShape.without(name, status(response)));
  }

  /** How many answers said that there were too many requests. */
  long refusals() {
    return share.limiter().refusals();
  }

  @Override
  public void close() {
    api.close();
    tokens.close();
  }

  private static boolean isTooMuch(RestResponse response) {
    return response.status() == 400 || response.status() == 414;
  }

  private static String status(RestResponse response) {
    refuseWithoutScope(response);
    return switch (response.status()) {
      case 404 -> "gone";
      case 403 -> "forbidden";
      default -> "unavailable";
    };
  }

  private static String reason(RestResponse response) {
    refuseWithoutScope(response);
    String reason = member(response, "reason");
    return switch (response.status()) {
      case 301, 302, 303, 307, 308 -> redirected(response);
      case 403 ->
          switch (reason) {
            case "" -> "forbidden";
            case "quarantined" -> "quarantined: needs a user who opted in";
            case "gated" -> "gated: needs a user who agreed to its warning";
            case "gold_only" -> "for premium users only";
            default -> reason;
          };
      case 404 -> reason.isEmpty() ? "not found" : reason;
      case 451 -> "blocked for legal reasons";
      default -> "refused with status " + response.status();
    };
  }

  private static String redirected(RestResponse response) {
    String target = response.header("location").orElse("").toLowerCase(Locale.ROOT);
    if (target.contains("/subreddits/search")) {
      return "not found";
    }
    return target.contains("/login") ? "needs a user" : "redirected elsewhere";
  }

  private static void refuseWithoutScope(RestResponse response) {
    if (response.status() == 403
        && response.header("www-authenticate").orElse("").contains("insufficient_scope")) {
      throw new RestException(
          RestFailure.UNAUTHORIZED,
          "Cannot read from Reddit: the token lacks a scope, expected 'read'. Ask for a token with scope 'read'",
          null);
    }
  }

  private static String member(RestResponse response, String name) {
    try {
      return RedditJson.object(response.body()).get(name) instanceof String text ? text : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** A value, or why there is none. */
  private record Answer<T>(@Nullable T value, String reason) {
    static <T> Answer<T> of(T value) {
      return new Answer<>(value, "");
    }

    static <T> Answer<T> refused(String reason) {
      return new Answer<>(null, reason);
    }
  }
}
