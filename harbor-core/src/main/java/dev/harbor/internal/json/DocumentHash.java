package dev.harbor.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * dlt's hashes of its documents: SHA3-256 of the JSON with sorted members, without the members that
 * count versions; a schema's hash also covers the order of the columns. Stateless.
 */
final class DocumentHash {
  private static final Set<String> NOT_IN_SCHEMA_HASH =
      Set.of("version", "version_hash", "imported_version_hash", "previous_hashes");
  private static final Set<String> NOT_IN_STATE_HASH =
      Set.of("_state_version", "_state_engine_version", "_version_hash", "_local");
  private static final BigInteger FIRST_BEYOND_UNSIGNED = BigInteger.ONE.shiftLeft(64);

  // UTF-8 sorts by code point; String.compareTo puts surrogates before U+E000, dlt's type marks.
  private static final Comparator<String> BY_CODE_POINT =
      (left, right) -> {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
          char a = left.charAt(i);
          char b = right.charAt(i);
          if (a != b) {
            return Character.isSurrogate(a) == Character.isSurrogate(b)
                ? Character.compare(a, b)
                : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
          }
        }
        return Integer.compare(left.length(), right.length());
      };

  private DocumentHash() {}

  /** The hash of a schema document. */
  static String ofSchema(JsonNode document) {
    MessageDigest digest = sha3();
    digest.update(canonical(document, NOT_IN_SCHEMA_HASH));
    for (Map.Entry<String, JsonNode> table : sorted(document.path("tables"))) {
      digest.update(table.getKey().getBytes(UTF_8));
      table
          .getValue()
          .path("columns")
          .fieldNames()
          .forEachRemaining(column -> digest.update(column.getBytes(UTF_8)));
    }
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  /** The hash of a state document. */
  static String ofState(JsonNode document) {
    return Base64.getEncoder()
        .encodeToString(sha3().digest(canonical(document, NOT_IN_STATE_HASH)));
  }

  private static byte[] canonical(JsonNode document, Set<String> without) {
    StringBuilder text = new StringBuilder();
    writeObject(document, without, text);
    return text.toString().getBytes(UTF_8);
  }

  private static void write(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      writeObject(node, Set.of(), text);
    } else if (node.isArray()) {
      text.append('[');
      for (int i = 0; i < node.size(); i++) {
        write(node.get(i), i == 0 ? text : text.append(','));
      }
      text.append(']');
    } else if (node.isTextual()) {
      ExactJson.quote(node.textValue(), text);
    } else {
      text.append(ExactJson.token(node).map(DocumentHash::reread).orElseGet(node::asText));
    }
  }

  private static void writeObject(JsonNode object, Set<String> without, StringBuilder text) {
    text.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> member : sorted(object)) {
      if (!without.contains(member.getKey())) {
        ExactJson.quote(member.getKey(), first ? text : text.append(','));
        write(member.getValue(), text.append(':'));
        first = false;
      }
    }
    text.append('}');
  }

  /** A number as dlt writes it after it has read it: what is no integer of 64 bits is a double. */
  private static String reread(String token) {
    if (ExactJson.isInteger(token)) {
      BigInteger integer = new BigInteger(token);
      if (integer.signum() >= 0 && integer.compareTo(FIRST_BEYOND_UNSIGNED) < 0) {
        return integer.toString();
      }
    }
    double value = Double.parseDouble(token);
    return Double.isInfinite(value) ? "null" : ShortestDouble.text(value);
  }

  private static List<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
    List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
    members.sort(Map.Entry.comparingByKey(BY_CODE_POINT));
    return members;
  }

  private static MessageDigest sha3() {
    try {
      return MessageDigest.getInstance("SHA3-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot hash a document: this JDK has no SHA3-256", e);
    }
  }
}
