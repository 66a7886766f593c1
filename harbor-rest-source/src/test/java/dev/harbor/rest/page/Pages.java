package dev.harbor.rest.page;

import dev.harbor.rest.http.RestRequest;
import dev.harbor.rest.http.RestResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pages made by hand. */
final class Pages {
  private Pages() {}

  static Page of(String body, String... headers) {
    return read(Selector.detect(), body, headers);
  }

  static Page read(Selector selector, String body, String... headers) {
    Map<String, List<String>> map = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.computeIfAbsent(headers[i], name -> new ArrayList<>()).add(headers[i + 1]);
    }
    try {
      return Page.read(
          RestRequest.get("/items"),
          RestResponse.of(200, map, body.getBytes(StandardCharsets.UTF_8)),
          selector,
          100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
