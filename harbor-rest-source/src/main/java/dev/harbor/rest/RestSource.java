package dev.harbor.rest;

import static java.util.Objects.requireNonNull;

import dev.harbor.rest.http.Authorization;
import dev.harbor.rest.http.RateLimiter;
import dev.harbor.rest.http.RequestPolicy;
import dev.harbor.rest.http.RestClient;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A REST API as a source, declared by its endpoints. Immutable; close it after the last run, which
 * ends its connections.
 */
public final class RestSource implements Source, AutoCloseable {
  private final String name;
  private final RestClient client;
  private final @Nullable RestClient tokens;
  private final List<Resource> resources;

  private RestSource(Builder builder) {
    this.name = builder.name;
    this.resources = new ArrayList<>();
    List<Endpoint> endpoints = new ArrayList<>();
    for (Endpoint endpoint : builder.endpoints) {
      endpoints.add(endpoint.over(builder.defaults));
    }
    SourceGraph graph = new SourceGraph(builder.name, endpoints);
    this.tokens = builder.authorizer == null ? null : builder.tokenClient();
    if (builder.authorizer != null) {
      builder.client.authorization(builder.authorizer.apply(requireNonNull(tokens)));
    }
    this.client = builder.client.build();
    this.resources.addAll(graph.resources(client, builder.maxNesting));
  }

  /**
   * A builder of a source.
   *
   * @param name of the source
   * @param baseUrl what paths are appended to, such as {@code https://api.github.com}
   * @throws IllegalArgumentException if it is no address of HTTP, or has user, query or fragment
   */
  public static Builder builder(String name, String baseUrl) {
    return new Builder(name, baseUrl);
  }

  /**
   * A builder that holds what a JSON document declares, in the words of this class and of {@link
   * Endpoint}; the guide to REST sources has one.
   *
   * @param secrets gives the value of each {@code ${NAME}} in the document's texts, such as {@code
   *     System::getenv}; null or empty if there is none
   * @throws IllegalArgumentException if it is not JSON, or has something that cannot be used; names
   *     the path in the document
   */
  public static Builder fromJson(String json, UnaryOperator<@Nullable String> secrets) {
    return SourceDocument.read(requireNonNull(json, "json"), requireNonNull(secrets, "secrets"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Resource> resources() {
    return List.copyOf(resources);
  }

  /** Ends running requests, threads and connections. */
  @Override
  public void close() {
    client.close();
    if (tokens != null) {
      tokens.close();
    }
  }

  /** Name and base address, without secrets. */
  @Override
  public String toString() {
    return "RestSource[" + name + " at " + client + "]";
  }

  /** Settings of a source. */
  public static final class Builder {
    private final String name;
    private final String baseUrl;
    private final RestClient.Builder client;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private Endpoint defaults = Endpoint.get("defaults", "").build();
    private @Nullable Function<RestClient, Authorization> authorizer;
    private @Nullable OkHttpClient http;
    private RequestPolicy policy = RequestPolicy.defaults();
    private int maxNesting = 500;

    private Builder(String name, String baseUrl) {
      this.name = requireNonNull(name, "name");
      this.baseUrl = requireNonNull(baseUrl, "baseUrl");
      // A page is held whole; GitHub and many others count by the hour.
      this.client =
          RestClient.builder(baseUrl)
              .maxBodyBytes(64L << 20)
              .rateLimiter(RateLimiter.headerDriven(Duration.ofHours(1)));
    }

    /** The header {@code User-Agent}. */
    public Builder userAgent(String text) {
      client.userAgent(text);
      return this;
    }

    /** A header of every request to the base address's origin. */
    public Builder header(String header, String value) {
      client.header(header, value);
      return this;
    }

    /** Who asks; nobody if not set. */
    public Builder authorization(Authorization authorization) {
      this.authorizer = null;
      client.authorization(authorization);
      return this;
    }

    /**
     * Who asks, by tokens of an OAuth2 endpoint.
     *
     * @param authorization makes it of a client for the token endpoint, which belongs to the source
     *     and is closed with it
     */
    public Builder authorization(Function<RestClient, Authorization> authorization) {
      this.authorizer = requireNonNull(authorization, "authorization");
      return this;
    }

    /** The budget, perhaps shared; what the server's headers say of an hour if not set. */
    public Builder rateLimiter(RateLimiter limiter) {
      client.rateLimiter(limiter);
      return this;
    }

    /** How often and for how long requests are repeated. */
    public Builder policy(RequestPolicy requestPolicy) {
      this.policy = requireNonNull(requestPolicy, "requestPolicy");
      client.policy(policy);
      return this;
    }

    /** A client to send by, which stays the caller's; one of its own if not set. */
    public Builder httpClient(OkHttpClient okHttp) {
      this.http = requireNonNull(okHttp, "okHttp");
      client.httpClient(okHttp);
      return this;
    }

    /** Longest time from a request to the end of its answer; 60 s if not set. */
    public Builder callTimeout(Duration time) {
      client.callTimeout(time);
      return this;
    }

    /** Greatest size of a body, decompressed; 64 MiB if not set. */
    public Builder maxBodyBytes(long bytes) {
      client.maxBodyBytes(bytes);
      return this;
    }

    /** Levels of a body that are taken; 500 if not set. */
    public Builder maxNesting(int levels) {
      if (levels < 1 || levels > 1_000) {
        throw new IllegalArgumentException(
            "Cannot build source '%s': its greatest nesting is %d levels, but must be 1 to 1000"
                .formatted(name, levels));
      }
      this.maxNesting = levels;
      return this;
    }

    /**
     * Settings that all endpoints share where they do not say otherwise; query parameters and
     * headers add up, and an endpoint's own actions come first.
     */
    public Builder defaults(UnaryOperator<Endpoint.Builder> settings) {
      this.defaults = settings.apply(Endpoint.get("defaults", "")).build();
      return this;
    }

    /** An endpoint more. */
    public Builder resource(Endpoint endpoint) {
      endpoints.add(requireNonNull(endpoint, "endpoint"));
      return this;
    }

    /**
     * The source; no request is made.
     *
     * @throws IllegalArgumentException if endpoints share a name, or depend on what is not there or
     *     in a ring on each other
     */
    public RestSource build() {
      return new RestSource(this);
    }

    private RestClient tokenClient() {
      RestClient.Builder builder = RestClient.builder(baseUrl).policy(policy);
      return (http == null ? builder : builder.httpClient(http)).build();
    }
  }
}
