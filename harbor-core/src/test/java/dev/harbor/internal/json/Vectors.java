package dev.harbor.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts recorded from dlt: resources of JSON lines, each an array; the first names the fields. */
public final class Vectors {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

  private Vectors() {}

  /** All lines but the first of a resource beside a class. */
  public static List<JsonNode> read(Class<?> beside, String name) {
    try (InputStream stream = beside.getResourceAsStream(name);
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      List<JsonNode> lines = new ArrayList<>();
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(MAPPER.readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document as maps, lists, doubles and whole numbers. */
  public static @Nullable Object tree(String document) {
    try {
      return MAPPER.readValue(document, Object.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
