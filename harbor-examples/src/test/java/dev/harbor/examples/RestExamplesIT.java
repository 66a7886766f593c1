package dev.harbor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.examples.support.ChildProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The mains of the declared sources, against a server that is named by an argument. */
@Timeout(180)
class RestExamplesIT {
  @TempDir static Path directory;

  @Test
  void theDeclaredSourcesLoadFromTheAddressOfTheArgument() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              String path = request.getUrl().encodedPath();
              String body =
                  path.endsWith("/topstories.json")
                      ? "[8863]"
                      : path.endsWith("/issues")
                          ? "[{\"id\": 1, \"number\": 5, \"updated_at\": \"2026-01-01T00:00:00Z\"}]"
                          : path.endsWith("/comments") ? "[{\"id\": 2}]" : "{\"id\": 8863}";
              return new MockResponse.Builder().body(body).build();
            }
          });
      server.start();

      assertThat(out(HackerNews.class, "--base-url", server.url("/v0").toString()))
          .contains("front_page: loaded", "stories");
      assertThat(
              out(
                  GithubIssues.class,
                  "--base-url",
                  server.url("/").toString(),
                  "--repository",
                  "a/b"))
          .contains("issues: loaded", "comments");
    }
  }

  private static String out(Class<?> main, String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Map<String, String> environment = new HashMap<>();
    for (String name : System.getenv().keySet()) {
      if (name.matches("DATABASE_URL|PG[A-Z]+|SUPABASE_.*")) {
        environment.put(name, "");
      }
    }
    try (ChildProcess process = ChildProcess.of(command, directory, environment)) {
      String out = process.rest();
      assertThat(process.exitStatus()).as(process.errors()).isZero();
      return out;
    }
  }
}
