package dev.harbor.rest.http;

import static java.util.Objects.requireNonNull;

import dev.harbor.source.ExtractContext;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Asks a REST API, within its limits, until it answers or there is no more hope. Thread-safe.
 *
 * <p>Redirects are answers; they are not followed. An interrupt ends a waiting or running request
 * at once. With a client of its own, which is the rule, no thread of it is left after {@link
 * #close}; OkHttp's two watchers, one for the whole process, end by themselves a minute later.
 */
public final class RestClient implements AutoCloseable {
  private final HttpUrl base;
  private final @Nullable String userAgent;
  private final Map<String, String> headers;
  private final @Nullable Authorization authorization;
  private final RateLimiter limiter;
  private final RequestPolicy policy;
  private final Pause pause;
  private final Transport transport;
  private final Reachability reachability;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RestClient(Builder builder) {
    this.base = builder.base;
    this.userAgent = builder.userAgent;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
    this.authorization = builder.authorization;
    this.pause = builder.pause;
    this.limiter = builder.limiter == null ? RateLimiter.headerDriven() : builder.limiter;
    this.policy = builder.policy;
    this.transport =
        builder.http == null
            ? Transport.own(builder.maxBytes, builder.callTimeout)
            : Transport.over(builder.http, builder.maxBytes);
    this.reachability = new Reachability(pause);
  }

  /**
   * A builder of a client.
   *
   * @param baseUrl what paths are appended to, such as {@code https://oauth.reddit.com}
   * @throws IllegalArgumentException if it is no address of HTTP, or has user, query or fragment
   */
  public static Builder builder(String baseUrl) {
    return new Builder(baseUrl);
  }

  /**
   * Sends a request and reads its answer.
   *
   * @param request what is asked
   * @param context counts requests, retries and waits
   * @param reader makes something of the answer; may be called again after an {@code IOException}
   * @throws RestException if there is no usable answer
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalStateException if the client is closed
   */
  public <T> T send(RestRequest request, ExtractContext context, BodyReader<T> reader)
      throws InterruptedException {
    requireNonNull(context, "context");
    requireNonNull(reader, "reader");
    if (closed.get()) {
      throw new IllegalStateException(
          "Cannot send '%s': the client is closed. Close it after the run".formatted(request));
    }
    return new Exchange<>(this, request, context, reader).run();
  }

  /**
   * Sends a request and gives its answer as it is.
   *
   * @throws RestException if there is no usable answer
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalStateException if the client is closed
   */
  public RestResponse send(RestRequest request, ExtractContext context)
      throws InterruptedException {
    return send(request, context, response -> response);
  }

  /**
   * The whole address that a path or a link leads to from this client's base address, or from the
   * answer to a request. A parameter that carries the client's credential is taken out, since some
   * APIs write it into their links; it is put in again where it belongs.
   *
   * @param from the request whose answer has the link; its path is behind the base address
   * @param link a whole address, or one relative to it
   * @throws IllegalArgumentException if the link is no address of HTTP
   */
  public String resolve(RestRequest from, String link) {
    HttpUrl start = WireRequest.parse(base, from.path());
    HttpUrl url = start == null ? null : start.resolve(link);
    if (url == null) {
      throw new IllegalArgumentException(
          "Cannot follow a link of the answer to '%s': no address of HTTP comes of it"
              .formatted(from));
    }
    Placement placement = authorization == null ? null : authorization.placement();
    return placement != null && placement.place() == Placement.Place.QUERY
        ? url.newBuilder().removeAllQueryParameters(placement.name()).build().toString()
        : url.toString();
  }

  /**
   * Whether a request goes where this client's credentials and headers belong: to the scheme, host
   * and port of its base address. They are sent nowhere else.
   */
  public boolean isHome(RestRequest request) {
    HttpUrl url = WireRequest.parse(base, request.path());
    return url != null && WireRequest.isHome(base, url);
  }

  /** Ends every running request, and threads and connections that are its own. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      transport.close();
    }
  }

  /** The base address, without secrets. */
  @Override
  public String toString() {
    return base.toString();
  }

  HttpUrl base() {
    return base;
  }

  Optional<String> userAgent() {
    return Optional.ofNullable(userAgent);
  }

  Map<String, String> headers() {
    return headers;
  }

  Optional<Authorization> authorization() {
    return Optional.ofNullable(authorization);
  }

  RateLimiter limiter() {
    return limiter;
  }

  RequestPolicy policy() {
    return policy;
  }

  Pause pause() {
    return pause;
  }

  Transport transport() {
    return transport;
  }

  Reachability reachability() {
    return reachability;
  }

  /** Settings of a client. */
  public static final class Builder {
    private final HttpUrl base;
    private @Nullable String userAgent;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Authorization authorization;
    private @Nullable RateLimiter limiter;
    private RequestPolicy policy = RequestPolicy.defaults();
    private @Nullable OkHttpClient http;
    private long maxBytes = 64L << 20;
    private Duration callTimeout = Duration.ofSeconds(60);
    private Pause pause = Pause.REAL;

    private Builder(String baseUrl) {
      HttpUrl url = HttpUrl.parse(requireNonNull(baseUrl, "baseUrl"));
      if (url == null
          || !url.username().isEmpty()
          || !url.password().isEmpty()
          || url.query() != null
          || url.fragment() != null) {
        throw new IllegalArgumentException(
            "Cannot make a client: its base address must be like https://host/path, without user, query or fragment");
      }
      this.base = url;
    }

    /** The header {@code User-Agent}; OkHttp's own if not set. */
    public Builder userAgent(String text) {
      this.userAgent = requireNonNull(text, "text");
      return this;
    }

    /** A header of every request to the base address's origin. Headers are never logged. */
    public Builder header(String name, String value) {
      headers.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
      return this;
    }

    /** Gives requests to the base address's origin their {@code Authorization}; none if not set. */
    public Builder authorization(Authorization giver) {
      this.authorization = requireNonNull(giver, "giver");
      return this;
    }

    /** The budget, perhaps shared with other clients; one of its own if not set. */
    public Builder rateLimiter(RateLimiter shared) {
      this.limiter = requireNonNull(shared, "shared");
      return this;
    }

    /** How often and for how long requests are repeated. */
    public Builder policy(RequestPolicy requestPolicy) {
      this.policy = requireNonNull(requestPolicy, "requestPolicy");
      return this;
    }

    /**
     * A client to send by, which stays the caller's; redirects are not followed even so. If not
     * set, it makes its own: connected in 10 s, 30 s without a byte, 60 s for a call.
     */
    public Builder httpClient(OkHttpClient client) {
      this.http = requireNonNull(client, "client");
      return this;
    }

    /** Greatest size of a body, decompressed; 64 MiB if not set. */
    public Builder maxBodyBytes(long bytes) {
      if (bytes < 1 || bytes > Integer.MAX_VALUE - 16) {
        throw new IllegalArgumentException(
            "Cannot make a client: its greatest body is %d bytes, but must be 1 to %d"
                .formatted(bytes, Integer.MAX_VALUE - 16));
      }
      this.maxBytes = bytes;
      return this;
    }

    /** Longest time from a request to the end of its answer, with a client of its own; 60 s. */
    public Builder callTimeout(Duration time) {
      if (requireNonNull(time, "time").isNegative() || time.isZero()) {
        throw new IllegalArgumentException(
            "Cannot make a client: its call timeout is %s, but must be longer than nothing"
                .formatted(time));
      }
      this.callTimeout = time;
      return this;
    }

    Builder pause(Pause replaced) {
      this.pause = replaced;
      return this;
    }

    /** The client; no request is made. */
    public RestClient build() {
      return new RestClient(this);
    }
  }
}
