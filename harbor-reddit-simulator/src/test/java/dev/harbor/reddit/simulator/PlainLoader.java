package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Walks a listing from the top, stores page by page, asks a broken page again. */
final class PlainLoader {
  final List<Truth.Loaded> rows = new ArrayList<>();
  private final Client client;
  private final int lastRequest;
  private int requests;

  PlainLoader(Client client, int lastRequest) {
    this.client = client;
    this.lastRequest = lastRequest;
  }

  void load(String path) {
    String after = "";
    do {
      JsonNode page = page(path + "?raw_json=1&limit=100&after=" + after);
      store(page);
      after = page.get("after").isNull() ? "" : page.get("after").asText();
    } while (!after.isEmpty());
  }

  private JsonNode page(String path) {
    while (true) {
      if (++requests == lastRequest) {
        throw new IllegalStateException("killed");
      }
      try {
        return client.data(path);
      } catch (UncheckedIOException broken) {
        assertThat(requests).isLessThan(100);
      }
    }
  }

  private void store(JsonNode page) {
    Set<String> stored = rows.stream().map(Truth.Loaded::name).collect(Collectors.toSet());
    for (JsonNode child : page.get("children")) {
      JsonNode data = child.get("data");
      String name = data.get("name").asText();
      if (!stored.contains(name)) {
        rows.add(
            new Truth.Loaded(
                name,
                Truth.hash(
                    name,
                    data.get("author").asText(),
                    data.get("title").asText(),
                    data.get("selftext").asText(),
                    data.get("url").asText())));
      }
    }
  }
}
