package dev.harbor.internal.extract;

import dev.harbor.internal.json.ItemSink;
import dev.harbor.internal.json.JsonNumber;
import dev.harbor.internal.json.TreeSink;
import dev.harbor.schema.DataType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one item, kept so that they can be heard again, and the values at a few places that
 * are watched while it is recorded. Reused from item to item. Confined to one thread.
 */
final class ItemTape implements ItemSink {
  private static final byte KEY = 0;
  private static final byte BEGIN_OBJECT = 1;
  private static final byte END_OBJECT = 2;
  private static final byte BEGIN_ARRAY = 3;
  private static final byte END_ARRAY = 4;
  private static final byte NULL = 5;
  private static final byte TRUE = 6;
  private static final byte FALSE = 7;
  private static final byte INTEGER = 8;
  private static final byte WHOLE = 9;
  private static final byte FRACTION = 10;
  private static final byte TEXT = 11;
  private static final byte TYPED = 12;

  private final Watch[] watches;
  private final TreeSink sink = new TreeSink();
  private byte[] parts = new byte[64];
  private int partCount;
  private long[] numbers = new long[32];
  private int numberCount;
  private Object[] objects = new Object[32];
  private int objectCount;
  private char[] chars = new char[512];
  private int charCount;
  private int depth;
  private @Nullable Object tree;
  private boolean hasTree;

  /** A place, and where its value stands on the tape. */
  private static final class Watch {
    final String[] names;
    int matched;
    int part;
    int number;
    int object;
    int start;

    Watch(List<String> names) {
      this.names = names.toArray(new String[0]);
    }
  }

  /** A tape that watches places made of names alone. */
  ItemTape(List<List<String>> places) {
    this.watches = places.stream().map(Watch::new).toArray(Watch[]::new);
    clear();
  }

  /** Makes the tape ready for another item. */
  void clear() {
    partCount = 0;
    numberCount = 0;
    Arrays.fill(objects, 0, objectCount, null);
    objectCount = 0;
    charCount = 0;
    depth = 0;
    tree = null;
    hasTree = false;
    for (Watch watch : watches) {
      watch.matched = 0;
      watch.part = -1;
    }
  }

  /** Room that the item takes. */
  int size() {
    return partCount + charCount;
  }

  /** Whether a value, or null, stands at a watched place. */
  boolean isPresent(int place) {
    return watches[place].part >= 0;
  }

  /** The scalar at a watched place; null if there is none. Lists and objects are of the tree. */
  @Nullable Object value(int place) {
    Watch watch = watches[place];
    if (watch.part < 0) {
      return null;
    }
    return switch (parts[watch.part]) {
      case NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case INTEGER -> numbers[watch.number];
      case WHOLE -> new BigInteger(text(watch));
      case FRACTION -> new JsonNumber(text(watch));
      case TEXT -> text(watch);
      case TYPED -> objects[watch.object + 1];
      default -> inTree(watch.names);
    };
  }

  private @Nullable Object inTree(String[] names) {
    Object found = tree();
    for (String name : names) {
      found = found instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return found;
  }

  private String text(Watch watch) {
    return new String(chars, watch.start, (int) numbers[watch.number]);
  }

  /** The item as maps and lists. */
  @Nullable Object tree() {
    if (!hasTree) {
      push(sink);
      tree = sink.take();
      hasTree = true;
    }
    return tree;
  }

  /** Lets a sink hear the item. */
  void push(ItemSink to) {
    int number = 0;
    int object = 0;
    int start = 0;
    for (int i = 0; i < partCount; i++) {
      switch (parts[i]) {
        case KEY -> to.key((String) objects[object++]);
        case BEGIN_OBJECT -> to.beginObject();
        case END_OBJECT -> to.endObject();
        case BEGIN_ARRAY -> to.beginArray();
        case END_ARRAY -> to.endArray();
        case NULL -> to.nullValue();
        case TRUE -> to.bool(true);
        case FALSE -> to.bool(false);
        case INTEGER -> to.integer(numbers[number++]);
        case TYPED -> {
          to.typed((DataType) objects[object], objects[object + 1]);
          object += 2;
        }
        default -> {
          int length = (int) numbers[number++];
          if (parts[i] == TEXT) {
            to.text(chars, start, length);
          } else {
            to.number(chars, start, length, parts[i] == WHOLE);
          }
          start += length;
        }
      }
    }
  }

  @Override
  public void key(String name) {
    add(KEY);
    add(name);
    for (Watch watch : watches) {
      if (depth <= watch.names.length && watch.matched >= depth - 1) {
        watch.matched = watch.names[depth - 1].equals(name) ? depth : depth - 1;
      }
    }
  }

  @Override
  public void beginObject() {
    note();
    add(BEGIN_OBJECT);
    depth++;
  }

  @Override
  public void endObject() {
    add(END_OBJECT);
    leave();
  }

  @Override
  public void beginArray() {
    note();
    add(BEGIN_ARRAY);
    depth++;
  }

  @Override
  public void endArray() {
    add(END_ARRAY);
    leave();
  }

  private void leave() {
    depth--;
    for (Watch watch : watches) {
      watch.matched = Math.min(watch.matched, depth);
    }
  }

  @Override
  public void nullValue() {
    note();
    add(NULL);
  }

  @Override
  public void bool(boolean value) {
    note();
    add(value ? TRUE : FALSE);
  }

  @Override
  public void integer(long value) {
    note();
    add(INTEGER);
    add(value);
  }

  @Override
  public void number(char[] from, int offset, int length, boolean whole) {
    note();
    add(whole ? WHOLE : FRACTION);
    add(from, offset, length);
  }

  @Override
  public void text(char[] from, int offset, int length) {
    note();
    add(TEXT);
    add(from, offset, length);
  }

  @Override
  public void typed(DataType type, Object carrier) {
    note();
    add(TYPED);
    add(type);
    add(carrier);
  }

  /** A value begins: notes where, if it stands at a watched place. */
  private void note() {
    for (Watch watch : watches) {
      if (watch.matched == depth && depth == watch.names.length) {
        watch.part = partCount;
        watch.number = numberCount;
        watch.object = objectCount;
        watch.start = charCount;
      }
    }
  }

  private void add(byte part) {
    if (partCount == parts.length) {
      parts = Arrays.copyOf(parts, partCount * 2);
    }
    parts[partCount++] = part;
  }

  private void add(long number) {
    if (numberCount == numbers.length) {
      numbers = Arrays.copyOf(numbers, numberCount * 2);
    }
    numbers[numberCount++] = number;
  }

  private void add(Object object) {
    if (objectCount == objects.length) {
      objects = Arrays.copyOf(objects, objectCount * 2);
    }
    objects[objectCount++] = object;
  }

  private void add(char[] from, int offset, int length) {
    add((long) length);
    if (length > chars.length - charCount) {
      chars = Arrays.copyOf(chars, Math.max(chars.length * 2, charCount + length));
    }
    System.arraycopy(from, offset, chars, charCount, length);
    charCount += length;
  }
}
