package dev.harbor.internal.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.error.DestinationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The two forms in which dlt stores a document: JSON, and base64 of its zlib form. */
enum DocumentText {
  /** JSON as it is. */
  PLAIN,
  /** zlib, then base64. */
  COMPRESSED;

  /** The form of a stored text. */
  static DocumentText formOf(String text) {
    return text.stripLeading().startsWith("{") ? PLAIN : COMPRESSED;
  }

  /**
   * The form in which dlt stores a new schema document.
   *
   * @param maxBytes longest text that the destination takes
   */
  static DocumentText formFor(String json, long maxBytes) {
    // A character has at most three bytes per UTF-16 unit: short texts need not be encoded.
    boolean fits = json.length() * 3L <= maxBytes || json.getBytes(UTF_8).length <= maxBytes;
    return fits ? PLAIN : COMPRESSED;
  }

  /** Reads a stored document in either form. */
  static ObjectNode read(String document, String text) {
    try {
      return ExactJson.readObject(formOf(text) == PLAIN ? text : decompressed(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new DestinationException(
          "Cannot read the stored %s document: %s characters that are no JSON object, plain or compressed by zlib in base64"
              .formatted(document, text.length()),
          e);
    }
  }

  private static String decompressed(String text) throws IOException {
    byte[] compressed = Base64.getDecoder().decode(text.getBytes(ISO_8859_1));
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** JSON in this form. */
  String write(String json) {
    return switch (this) {
      case PLAIN -> json;
      case COMPRESSED -> Base64.getEncoder().encodeToString(compressed(json.getBytes(UTF_8)));
    };
  }

  private static byte[] compressed(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(compressed, deflater)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return compressed.toByteArray();
  }
}
