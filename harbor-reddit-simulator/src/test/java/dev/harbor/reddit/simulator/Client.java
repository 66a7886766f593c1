package dev.harbor.reddit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A plain client of the simulator: real HTTP, nothing clever. */
final class Client {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final RedditSimulator simulator;
  private final String token;

  private Client(RedditSimulator simulator, String token) {
    this.simulator = simulator;
    this.token = token;
  }

  static Client of(RedditSimulator simulator) {
    JsonNode answer = tree(token(simulator, "grant_type=client_credentials"));
    return new Client(simulator, answer.get("access_token").asText());
  }

  static Client with(RedditSimulator simulator, String token) {
    return new Client(simulator, token);
  }

  static HttpResponse<String> token(RedditSimulator simulator, String form) {
    return token(simulator, simulator.clientId() + ":" + simulator.clientSecret(), form);
  }

  static HttpResponse<String> token(RedditSimulator simulator, String credentials, String form) {
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    return send(
        HttpRequest.newBuilder(URI.create(simulator.tokenUrl()))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
        .header("Authorization", "bearer " + token)
        .header("User-Agent", "test:dev.harbor:1 (by /u/harbor_dev)");
  }

  HttpResponse<String> get(String path) {
    return send(request(path).build());
  }

  JsonNode data(String path) {
    return tree(get(path)).get("data");
  }

  /** The names on a page. */
  List<String> names(String path) {
    return names(data(path));
  }

  static List<String> names(JsonNode listing) {
    var names = new ArrayList<String>();
    listing.get("children").forEach(child -> names.add(child.get("data").get("name").asText()));
    return names;
  }

  /** The sizes of all pages of a walk with {@code limit=100}. */
  List<Integer> pageSizes(String path) {
    var sizes = new ArrayList<Integer>();
    String after = "";
    while (true) {
      JsonNode page = data(path + "?limit=100&after=" + after);
      sizes.add(page.get("children").size());
      if (page.get("after").isNull()) {
        return sizes;
      }
      after = page.get("after").asText();
    }
  }

  /** All items of a walk with {@code limit=100}. */
  List<JsonNode> walk(String path) {
    var items = new ArrayList<JsonNode>();
    String after = "";
    while (true) {
      JsonNode page = data(path + "?raw_json=1&limit=100&after=" + after);
      page.get("children").forEach(child -> items.add(child.get("data")));
      if (page.get("after").isNull()) {
        return items;
      }
      after = page.get("after").asText();
    }
  }

  HttpResponse<String> control(String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/__sim__" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  static JsonNode tree(HttpResponse<String> response) {
    return tree(response.body());
  }

  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + json, e);
    }
  }

  static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
