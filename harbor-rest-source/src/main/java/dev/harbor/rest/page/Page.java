package dev.harbor.rest.page;

import static java.util.Objects.requireNonNull;

import dev.harbor.error.SourceException;
import dev.harbor.rest.http.RestException;
import dev.harbor.rest.http.RestFailure;
import dev.harbor.rest.http.RestRequest;
import dev.harbor.rest.http.RestResponse;
import dev.harbor.rest.json.Json;
import dev.harbor.rest.json.JsonPath;
import dev.harbor.rest.json.JsonReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One answer of an API, and the items in it. Immutable. */
public final class Page {
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

  private final RestRequest request;
  private final RestResponse response;
  private final Json body;
  private final Selector.Selection selection;

  private Page(
      RestRequest request, RestResponse response, Json body, Selector.Selection selection) {
    this.request = request;
    this.response = response;
    this.body = body;
    this.selection = selection;
  }

  /**
   * Reads an answer.
   *
   * @param request what it answers
   * @param selector where items stand
   * @param maxNesting levels of the body that are taken
   * @throws IOException if the body is not JSON
   * @throws RestException if it is nested too deep
   * @throws SourceException if there is nothing where items must stand
   */
  public static Page read(
      RestRequest request, RestResponse response, Selector selector, int maxNesting)
      throws IOException {
    requireNonNull(selector, "selector");
    byte[] bytes = response.body().length == 0 ? NULL : response.body();
    try {
      Json body = new JsonReader(maxNesting).read(bytes, charset(response));
      return new Page(request, response, body, selector.select(request, body));
    } catch (JsonReader.TooDeepException e) {
      throw new RestException(
          RestFailure.TOO_LARGE,
          "Cannot read the answer to '%s': its JSON is nested deeper than %d levels, or a number is endless. Ask for less, or set maxNesting(...)"
              .formatted(request, maxNesting),
          e);
    }
  }

  private static Charset charset(RestResponse response) {
    Matcher named = CHARSET.matcher(response.header("content-type").orElse(""));
    try {
      return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  /** What it answers. */
  public RestRequest request() {
    return request;
  }

  /** Status, headers and body as they came. */
  public RestResponse response() {
    return response;
  }

  /** Each item as JSON, UTF-8, in order. */
  public List<byte[]> items() {
    return selection.items().stream().map(Json::bytes).toList();
  }

  /** How many items there are. */
  public int size() {
    return selection.items().size();
  }

  /** The selector that found the items: for the pages behind, if it had to search. */
  public Selector selector() {
    return selection.selector();
  }

  /**
   * What stands at a path of the body: text, {@code Boolean}, a number, a list or a map; empty if
   * there is nothing or null.
   */
  public Optional<Object> find(String path) {
    return JsonPath.parse(path).first(body).map(value -> requireNonNull(value.plain()));
  }

  /**
   * The text, number or boolean at a path, as text; empty if there is nothing, null, false or an
   * empty text, which is how APIs say that no page follows.
   *
   * @throws SourceException if it is a list or an object
   */
  public Optional<String> text(String path) {
    Optional<Json> found = JsonPath.parse(path).first(body);
    if (found.isPresent()
        && (found.get().kind() == Json.Kind.OBJECT || found.get().kind() == Json.Kind.LIST)) {
      throw refuse(path, found.get(), "text, a number or nothing");
    }
    return found.map(Json::text).filter(text -> !text.isEmpty() && !text.equals("false"));
  }

  /**
   * The whole number at a path, which may be written as text; empty if there is nothing or null.
   *
   * @throws SourceException if it is anything else, or negative
   */
  public OptionalLong number(String path) {
    Optional<Json> found = JsonPath.parse(path).first(body);
    if (found.isEmpty()) {
      return OptionalLong.empty();
    }
    String digits = found.get().text().strip();
    if (!digits.matches("[0-9]{1,30}")) {
      throw refuse(path, found.get(), "a whole number");
    }
    BigInteger whole = new BigInteger(digits);
    return OptionalLong.of(whole.bitLength() > 62 ? Long.MAX_VALUE : whole.longValue());
  }

  /**
   * The boolean at a path, which may be written as text; empty if there is nothing or null.
   *
   * @throws SourceException if it is anything else
   */
  public Optional<Boolean> flag(String path) {
    Optional<Json> found = JsonPath.parse(path).first(body);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return switch (found.get().text().strip().toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(Boolean.TRUE);
      case "false" -> Optional.of(Boolean.FALSE);
      default -> throw refuse(path, found.get(), "true or false");
    };
  }

  /** The exception for a page that ends the walk in a way that it must not. */
  public SourceException refuse(String found, String expected) {
    return new SourceException(
        "Cannot page through '%s': %s, expected %s".formatted(request, found, expected));
  }

  private SourceException refuse(String path, Json found, String expected) {
    String text = found.toString();
    return refuse(
        "%s stands at '%s'"
            .formatted(text.length() <= 80 ? text : text.substring(0, 80) + "…", path),
        expected);
  }

  /** Whether the whole body is the one item. */
  boolean isOneRecord() {
    return selection.items().size() == 1 && selection.items().get(0) == body;
  }

  Json body() {
    return body;
  }

  /** Method, path and number of items. */
  @Override
  public String toString() {
    return "page of %d items from '%s'".formatted(size(), request);
  }
}
