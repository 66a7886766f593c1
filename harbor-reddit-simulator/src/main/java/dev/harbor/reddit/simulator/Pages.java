package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Listings.Page;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Pages of things that are neither posts nor comments, by the same rules. Thread-safe. */
final class Pages {
  private final Listings listings;

  Pages(Listings listings) {
    this.listings = listings;
  }

  /**
   * @param items what writes each of them, by the names that anchors are made of, best first
   */
  Answer page(ApiRequest request, Map<String, Consumer<JsonWriter>> items) {
    JsonWriter json = request.json();
    write(json, request, items);
    return Answer.json(json);
  }

  void write(JsonWriter json, ApiRequest request, Map<String, Consumer<JsonWriter>> items) {
    var wanted = PageRequest.of(request::parameter);
    Page page = listings.page(List.copyOf(items.keySet()), wanted, request.path(), request.now());
    ThingJson.beginListing(json, page.names().size(), page.after());
    for (String name : page.names()) {
      items.getOrDefault(name, none -> {}).accept(json);
    }
    ThingJson.endListing(json, page.before());
  }
}
