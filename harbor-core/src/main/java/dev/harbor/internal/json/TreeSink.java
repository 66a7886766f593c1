package dev.harbor.internal.json;

import dev.harbor.schema.DataType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds maps and lists of an item, for filters, cursors and dependent resources. Numbers stay
 * exact. Confined to one thread.
 */
public final class TreeSink implements ItemSink {
  private final Deque<Object> open = new ArrayDeque<>();
  private final Deque<String> keys = new ArrayDeque<>();
  private @Nullable Object root;

  /** The item that was heard; the sink is ready for the next one. */
  public @Nullable Object take() {
    Object item = root;
    root = null;
    return item;
  }

  @Override
  public void key(String name) {
    keys.push(name);
  }

  @Override
  public void beginObject() {
    open.push(new LinkedHashMap<String, @Nullable Object>());
  }

  @Override
  public void endObject() {
    put(open.pop());
  }

  @Override
  public void beginArray() {
    open.push(new ArrayList<@Nullable Object>());
  }

  @Override
  public void endArray() {
    put(open.pop());
  }

  @Override
  public void nullValue() {
    put(null);
  }

  @Override
  public void bool(boolean value) {
    put(value);
  }

  @Override
  public void integer(long value) {
    put(value);
  }

  @Override
  public void number(char[] chars, int offset, int length, boolean whole) {
    String token = new String(chars, offset, length);
    put(whole ? new java.math.BigInteger(token) : new JsonNumber(token));
  }

  @Override
  public void text(char[] chars, int offset, int length) {
    put(new String(chars, offset, length));
  }

  @Override
  public void typed(DataType type, Object carrier) {
    put(carrier);
  }

  @SuppressWarnings("unchecked")
  private void put(@Nullable Object value) {
    Object parent = open.peek();
    if (parent == null) {
      root = value;
    } else if (parent instanceof Map<?, ?> map) {
      ((Map<String, @Nullable Object>) map).put(keys.pop(), value);
    } else {
      ((List<@Nullable Object>) parent).add(value);
    }
  }
}
