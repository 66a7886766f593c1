package dev.harbor.rest.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** A request as it is sent: whole address, headers, credential, body. Immutable. */
final class WireRequest {
  private static final MediaType JSON = MediaType.get("application/json");

  private final RestClient client;
  private final RestRequest request;
  private final HttpUrl url;
  private final boolean home;

  WireRequest(RestClient client, RestRequest request) {
    this.client = client;
    this.request = request;
    this.url = address(client.base(), request);
    this.home = isHome(client.base(), url);
  }

  /** Whether it goes where the client's credentials belong: same scheme, host and port. */
  boolean isHome() {
    return home;
  }

  static boolean isHome(HttpUrl base, HttpUrl url) {
    return url.scheme().equals(base.scheme())
        && url.host().equals(base.host())
        && url.port() == base.port();
  }

  Request with(Optional<String> credential, Optional<Placement> placement) {
    Request.Builder wire = new Request.Builder().url(url);
    client.userAgent().ifPresent(agent -> wire.header("User-Agent", agent));
    if (home) {
      client.headers().forEach(wire::header);
    }
    request.headers().forEach(wire::header);
    if (credential.isPresent() && placement.isPresent()) {
      place(credential.get(), placement.get(), wire);
    }
    request
        .form()
        .ifPresent(
            fields -> {
              FormBody.Builder body = new FormBody.Builder();
              fields.forEach(body::add);
              wire.post(body.build());
            });
    request
        .json()
        .ifPresent(
            text -> wire.post(RequestBody.create(text.getBytes(StandardCharsets.UTF_8), JSON)));
    return wire.build();
  }

  private void place(String credential, Placement placement, Request.Builder wire) {
    switch (placement.place()) {
      case HEADER -> wire.header(placement.name(), credential);
      case QUERY ->
          wire.url(url.newBuilder().setQueryParameter(placement.name(), credential).build());
      case COOKIE -> wire.addHeader("Cookie", placement.name() + '=' + credential);
    }
  }

  private static HttpUrl address(HttpUrl base, RestRequest request) {
    HttpUrl url = parse(base, request.path());
    if (url == null) {
      throw new IllegalArgumentException(
          "Cannot send '%s': no address comes of it".formatted(request));
    }
    HttpUrl.Builder whole = url.newBuilder();
    request.query().forEach(whole::setQueryParameter);
    return whole.build();
  }

  static @org.jspecify.annotations.Nullable HttpUrl parse(HttpUrl base, String path) {
    if (path.startsWith("http://") || path.startsWith("https://")) {
      return HttpUrl.parse(path);
    }
    String text = base.toString();
    String start = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return HttpUrl.parse(start + (path.isEmpty() || path.startsWith("/") ? path : '/' + path));
  }
}
