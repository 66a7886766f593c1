package dev.harbor.rest;

import dev.harbor.rest.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Items as the bytes that are emitted. Pure functions. */
final class ItemBytes {
  private ItemBytes() {}

  /** One JSON list of all items, each with the fields more. */
  static byte[] list(List<byte[]> items, Map<String, Object> more) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    char before = '[';
    for (byte[] item : items) {
      list.write(before);
      list.writeBytes(more.isEmpty() ? item : with(item, more));
      before = ',';
    }
    if (items.isEmpty()) {
      list.write('[');
    }
    list.write(']');
    return list.toByteArray();
  }

  /** Added at the end, where they win over fields of the same name, and no digit is touched. */
  private static byte[] with(byte[] item, Map<String, Object> more) {
    String fields = JsonWriter.write(more);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    if (item[0] == '{') {
      int last = item.length - 2;
      while (Character.isWhitespace(item[last])) {
        last--;
      }
      whole.write(item, 0, last + 1);
      if (last > 0) {
        whole.write(',');
      }
    } else {
      whole.writeBytes("{\"value\":".getBytes(StandardCharsets.UTF_8));
      whole.writeBytes(item);
      whole.write(',');
    }
    whole.writeBytes(fields.substring(1).getBytes(StandardCharsets.UTF_8));
    return whole.toByteArray();
  }
}
