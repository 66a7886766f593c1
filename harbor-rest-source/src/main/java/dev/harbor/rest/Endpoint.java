package dev.harbor.rest;

import static java.util.Objects.requireNonNull;

import dev.harbor.rest.http.ResponseAction;
import dev.harbor.rest.page.Paginator;
import dev.harbor.rest.page.Selector;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One resource of a REST API: what is asked, how it pages, how its items are stored. Immutable.
 *
 * <p>Path, query, headers and body may have places for values: {@code {resources.posts.id}} is a
 * field of each item of the resource {@code posts}, and the endpoint is then read once per such
 * item; {@code {incremental.start}} is the start of the window, and a parameter or header with it
 * is left out while there is none.
 */
public final class Endpoint {
  private final Builder settings;

  private Endpoint(Builder settings) {
    this.settings = settings;
  }

  /**
   * An endpoint that is asked by GET.
   *
   * @param name of the resource
   * @param path behind the source's base address
   */
  public static Builder get(String name, String path) {
    return new Builder(name, path, false);
  }

  /**
   * An endpoint that is asked by POST, with a body of JSON or a form.
   *
   * @param name of the resource
   * @param path behind the source's base address
   */
  public static Builder post(String name, String path) {
    return new Builder(name, path, true);
  }

  /** Name of the resource. */
  public String name() {
    return settings.name;
  }

  /** Method and path. */
  @Override
  public String toString() {
    return (settings.post ? "POST " : "GET ") + settings.path;
  }

  boolean isPost() {
    return settings.post;
  }

  String path() {
    return settings.path;
  }

  Map<String, String> query() {
    return settings.query;
  }

  Map<String, String> headers() {
    return settings.headers;
  }

  Map<String, String> form() {
    return settings.form;
  }

  @Nullable Map<String, @Nullable Object> json() {
    return settings.json;
  }

  List<ResponseAction> actions() {
    return settings.actions;
  }

  Optional<Paginator> paginator() {
    return Optional.ofNullable(settings.paginator);
  }

  Optional<Selector> selector() {
    return Optional.ofNullable(settings.selector);
  }

  Optional<Window<?>> window() {
    return Optional.ofNullable(settings.window);
  }

  List<String> fromParent() {
    return settings.fromParent;
  }

  OptionalLong maxPages() {
    return settings.maxPages == null ? OptionalLong.empty() : OptionalLong.of(settings.maxPages);
  }

  OptionalInt pagesAhead() {
    return settings.pagesAhead == null ? OptionalInt.empty() : OptionalInt.of(settings.pagesAhead);
  }

  /** The resource's settings. */
  Resource.Builder hinted(Resource.Builder resource) {
    if (settings.window != null) {
      resource.incremental(settings.window.cursor());
    }
    Resource.Builder hinted = resource;
    for (UnaryOperator<Resource.Builder> hint : settings.hints) {
      hinted = hint.apply(hinted);
    }
    return hinted;
  }

  /** This endpoint, with another one's settings where it has none of its own. */
  Endpoint over(Endpoint defaults) {
    Builder merged = new Builder(settings.name, settings.path, settings.post);
    merged.take(defaults.settings);
    merged.take(settings);
    // The first action that matches decides: the endpoint's own stand first.
    merged.actions.clear();
    merged.actions.addAll(settings.actions);
    merged.actions.addAll(defaults.settings.actions);
    return new Endpoint(merged);
  }

  /** Settings of an endpoint; each call replaces what an earlier one said of the same name. */
  public static final class Builder {
    private final String name;
    private final String path;
    private final boolean post;
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> form = new LinkedHashMap<>();
    private final List<ResponseAction> actions = new ArrayList<>();
    private final List<UnaryOperator<Resource.Builder>> hints = new ArrayList<>();
    private @Nullable Map<String, @Nullable Object> json;
    private @Nullable Paginator paginator;
    private @Nullable Selector selector;
    private @Nullable Window<?> window;
    private List<String> fromParent = List.of();
    private @Nullable Long maxPages;
    private @Nullable Integer pagesAhead;

    private Builder(String name, String path, boolean post) {
      this.name = requireNonNull(name, "name");
      this.path = requireNonNull(path, "path");
      this.post = post;
    }

    /** A query parameter. */
    public Builder query(String parameter, String value) {
      query.put(requireNonNull(parameter, "parameter"), requireNonNull(value, "value"));
      return this;
    }

    /** A header, sent to the origin of the base address only. */
    public Builder header(String header, String value) {
      headers.put(requireNonNull(header, "header"), requireNonNull(value, "value"));
      return this;
    }

    /** A field of a form, for a POST. */
    public Builder form(String field, String value) {
      form.put(requireNonNull(field, "field"), requireNonNull(value, "value"));
      return this;
    }

    /**
     * The body as JSON, for a POST.
     *
     * @param body maps, lists, text, numbers, booleans and null
     */
    public Builder json(Map<String, ? extends @Nullable Object> body) {
      this.json = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(body));
      return this;
    }

    /** How it pages; {@link Paginator#detect} if neither this nor the source says it. */
    public Builder paginator(Paginator pages) {
      this.paginator = requireNonNull(pages, "pages");
      return this;
    }

    /** Where its items stand; {@link Selector#detect} if neither this nor the source says it. */
    public Builder select(Selector items) {
      this.selector = requireNonNull(items, "items");
      return this;
    }

    /** Where its items stand, as by {@link Selector#at}. */
    public Builder select(String jsonPath) {
      return select(Selector.at(jsonPath));
    }

    /** What to do with answers of a kind; the first action that matches decides. */
    public Builder on(ResponseAction action) {
      actions.add(requireNonNull(action, "action"));
      return this;
    }

    /** The cursor, whose start is sent as it is written: instants as {@code ISO 8601}. */
    public Builder incremental(Incremental<?> cursor) {
      this.window = new Window<>(cursor, String::valueOf);
      return this;
    }

    /**
     * The cursor.
     *
     * @param format makes of its start what is sent, such as seconds since 1970
     */
    public <T> Builder incremental(Incremental<T> cursor, Function<? super T, String> format) {
      this.window = new Window<>(cursor, format);
      return this;
    }

    /** Fields of the key; several calls of this and the other hints add up. */
    public Builder primaryKey(String... fields) {
      return hints(resource -> resource.primaryKey(fields));
    }

    /** How rows meet the table; {@code APPEND} if not set. */
    public Builder disposition(WriteDisposition disposition) {
      requireNonNull(disposition, "disposition");
      return hints(resource -> resource.disposition(disposition));
    }

    /** Anything else that a resource can be told: table, columns, filters, changes, nesting. */
    public Builder hints(UnaryOperator<Resource.Builder> change) {
      hints.add(requireNonNull(change, "change"));
      return this;
    }

    /**
     * Fields of the parent's item that are added to each item, as {@code _posts_id} for {@code id}
     * of {@code posts}.
     */
    public Builder includeFromParent(String... fields) {
      this.fromParent = List.of(fields);
      return this;
    }

    /** Most pages that are read for a run, or for an item of the parent; no limit if not set. */
    public Builder maxPages(long pages) {
      if (pages < 1) {
        throw new IllegalArgumentException(
            "Cannot declare endpoint '%s': its most pages are %d, but must be at least 1"
                .formatted(name, pages));
      }
      this.maxPages = pages;
      return this;
    }

    /**
     * How many pages are fetched before they are needed, while others are stored: 1 if not set, 0
     * for none. More than 1 asks for several at once where the paginator knows how many there are.
     */
    public Builder pagesAhead(int pages) {
      if (pages < 0 || pages > 64) {
        throw new IllegalArgumentException(
            "Cannot declare endpoint '%s': its pages ahead are %d, but must be 0 to 64"
                .formatted(name, pages));
      }
      this.pagesAhead = pages;
      return this;
    }

    /**
     * The endpoint.
     *
     * @throws IllegalStateException if its settings contradict each other
     * @throws IllegalArgumentException if a place is for something that is unknown
     */
    public Endpoint build() {
      if (json != null && !form.isEmpty()) {
        throw new IllegalStateException(
            "Cannot declare endpoint '%s': it has a body of JSON and a form, but can have only one"
                .formatted(name));
      }
      if (!post && (json != null || !form.isEmpty())) {
        throw new IllegalStateException(
            "Cannot declare endpoint '%s': a GET has no body; declare it by Endpoint.post(...)"
                .formatted(name));
      }
      Builder copy = new Builder(name, path, post);
      copy.take(this);
      Endpoint endpoint = new Endpoint(copy);
      EndpointChecks.check(endpoint);
      return endpoint;
    }

    private void take(Builder other) {
      query.putAll(other.query);
      headers.putAll(other.headers);
      form.putAll(other.form);
      actions.addAll(other.actions);
      hints.addAll(other.hints);
      json = other.json == null ? json : other.json;
      paginator = other.paginator == null ? paginator : other.paginator;
      selector = other.selector == null ? selector : other.selector;
      window = other.window == null ? window : other.window;
      fromParent = other.fromParent.isEmpty() ? fromParent : other.fromParent;
      maxPages = other.maxPages == null ? maxPages : other.maxPages;
      pagesAhead = other.pagesAhead == null ? pagesAhead : other.pagesAhead;
    }
  }
}
