package dev.harbor.rest;

import dev.harbor.error.SourceException;
import dev.harbor.rest.http.ResponseAction;
import dev.harbor.rest.http.RestClient;
import dev.harbor.rest.http.RestRequest;
import dev.harbor.rest.json.JsonWriter;
import dev.harbor.rest.page.PageToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request of an endpoint, with places for values and for what pages. Immutable. */
final class RequestTemplate {
  private final String name;
  private final boolean post;
  private final Template path;
  private final Map<String, Template> query;
  private final Map<String, Template> headers;
  private final Map<String, Template> form;
  private final @Nullable Map<String, @Nullable Object> json;
  private final List<ResponseAction> actions;

  RequestTemplate(Endpoint endpoint) {
    this.name = endpoint.name();
    this.post = endpoint.isPost();
    this.path = Template.path(name, endpoint.path());
    this.query = templates(endpoint.query());
    this.headers = templates(endpoint.headers());
    this.form = templates(endpoint.form());
    this.json = endpoint.json();
    this.actions = endpoint.actions();
  }

  private Map<String, Template> templates(Map<String, String> texts) {
    Map<String, Template> templates = new LinkedHashMap<>();
    texts.forEach((key, text) -> templates.put(key, Template.value(name, text)));
    return templates;
  }

  Template path() {
    return path;
  }

  /** Every template of the request. */
  private List<Template> all() {
    List<Template> all = new ArrayList<>(List.of(path));
    all.addAll(query.values());
    all.addAll(headers.values());
    all.addAll(inBody());
    return all;
  }

  private List<Template> inBody() {
    List<Template> all = new ArrayList<>(form.values());
    collect(json, all);
    return all;
  }

  private void collect(@Nullable Object value, List<Template> all) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(each -> collect(each, all));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, all));
    } else if (value instanceof String text) {
      all.add(Template.value(name, text));
    }
  }

  /** Names of the resources that values come from. */
  Set<String> parents() {
    Set<String> parents = new LinkedHashSet<>();
    all().forEach(template -> parents.addAll(template.resources()));
    return parents;
  }

  boolean usesStart() {
    return all().stream().anyMatch(Template::usesStart);
  }

  /** Whether the start has a place that cannot be left out: in the path or the body. */
  boolean needsStart() {
    return path.usesStart() || inBody().stream().anyMatch(Template::usesStart);
  }

  /** The request of a page. */
  RestRequest make(RestClient client, Values values, PageToken token) {
    RestRequest request = body(path.fillPath(values), values, token).withActions(actions);
    for (Map.Entry<String, Template> each : headers.entrySet()) {
      Optional<String> value = each.getValue().fill(values);
      if (value.isPresent()) {
        request = request.withHeader(each.getKey(), value.get());
      }
    }
    if (token.url().isPresent()) {
      return withQuery(follow(client, request, token.url().get()), token.query());
    }
    for (Map.Entry<String, Template> each : query.entrySet()) {
      Optional<String> value = each.getValue().fill(values);
      if (value.isPresent()) {
        request = request.withQuery(each.getKey(), value.get());
      }
    }
    return withQuery(request, token.query());
  }

  private static RestRequest withQuery(RestRequest request, Map<String, String> more) {
    RestRequest whole = request;
    for (Map.Entry<String, String> each : more.entrySet()) {
      whole = whole.withQuery(each.getKey(), each.getValue());
    }
    return whole;
  }

  /**
   * The request to a link of the answer to another one, whose query it has itself. To another host
   * go neither headers nor a body, since both may hold secrets.
   */
  RestRequest follow(RestClient client, RestRequest from, String link) {
    RestRequest there;
    try {
      there = from.withPath(client.resolve(from, link)).withoutQuery();
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          "Cannot read resource '%s': the answer to '%s' leads to something that is no address of HTTP"
              .formatted(name, from),
          e);
    }
    if (client.isHome(there)) {
      return there;
    }
    if (post) {
      throw new SourceException(
          "Cannot read resource '%s': the answer to '%s' leads to another host, where its body is not sent. Check the API's base address"
              .formatted(name, from));
    }
    return there.withoutHeaders();
  }

  private RestRequest body(String filled, Values values, PageToken token) {
    if (!post) {
      if (!token.body().isEmpty()) {
        throw new SourceException(
            "Cannot read resource '%s': its paginator writes to the body, but it is a GET. Declare it by Endpoint.post(...)"
                .formatted(name));
      }
      return RestRequest.get(filled);
    }
    if (!form.isEmpty()) {
      Map<String, String> fields = new LinkedHashMap<>();
      form.forEach((key, text) -> fields.put(key, text.fill(values).orElseThrow()));
      token.body().forEach((key, value) -> fields.put(key, value.toString()));
      return RestRequest.postForm(filled, fields);
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    if (json != null) {
      json.forEach((key, value) -> tree.put(key, filled(value, values)));
    }
    token.body().forEach((fieldPath, value) -> put(tree, fieldPath, value));
    return RestRequest.postJson(filled, JsonWriter.write(tree));
  }

  private @Nullable Object filled(@Nullable Object value, Values values) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, each) -> copy.put(String.valueOf(key), filled(each, values)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(filled(each, values)));
      return copy;
    }
    return value instanceof String text
        ? Template.value(name, text).fillTyped(values).orElseThrow()
        : value;
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, @Nullable Object> tree, String path, Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      tree.put(path, value);
      return;
    }
    String first = path.substring(0, dot);
    Object child = tree.get(first);
    Map<String, @Nullable Object> inner =
        child instanceof Map<?, ?> map
            ? (Map<String, @Nullable Object>) map
            : new LinkedHashMap<>();
    tree.put(first, inner);
    put(inner, path.substring(dot + 1), value);
  }
}
