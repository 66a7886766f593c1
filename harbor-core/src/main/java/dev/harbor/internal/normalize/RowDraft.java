package dev.harbor.internal.normalize;

import dev.harbor.internal.infer.ColumnShape;
import dev.harbor.internal.infer.TableShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row being made of an item, with the lists nested below it. Reused from item to item. Confined
 * to one thread.
 */
public final class RowDraft {
  private final PathNode home;
  private final TableShape table;
  private byte[] kinds;
  private long[] bits;
  private @Nullable Object[] objects;
  private long[] places;
  private int placed;
  private int listIndex;
  private long use;
  private @Nullable KeyPlan[] writers = {};
  private String id = "";
  private boolean dropped;
  private final Map<Integer, Integer> origins = new HashMap<>(0);
  private final List<ListGroup> lists = new ArrayList<>();
  private final List<int[]> dictionaries = new ArrayList<>();

  RowDraft(PathNode home) {
    this.home = home;
    this.table = home.table;
    int size = Math.max(8, table.slotCount());
    this.kinds = new byte[size];
    this.bits = new long[size];
    this.objects = new Object[size];
    this.places = new long[size];
  }

  void clear(int index) {
    Arrays.fill(kinds, Kind.ABSENT);
    Arrays.fill(objects, null);
    placed = 0;
    listIndex = index;
    use++;
    id = "";
    dropped = false;
    origins.clear();
    lists.clear();
    dictionaries.clear();
  }

  PathNode home() {
    return home;
  }

  /** The table that the row goes to. */
  public TableShape table() {
    return table;
  }

  /** What a slot holds. */
  public byte kind(int slot) {
    return slot < kinds.length ? kinds[slot] : Kind.ABSENT;
  }

  /** Bits or span of a slot. */
  public long bits(int slot) {
    return bits[slot];
  }

  /** Object of a slot. */
  public @Nullable Object object(int slot) {
    return objects[slot];
  }

  /** Place in the list that the row comes from. */
  public int listIndex() {
    return listIndex;
  }

  /** Which of the rows it is that this draft has been. */
  long use() {
    return use;
  }

  /** Notes which of several keys a value comes from. */
  void writer(ColumnShape column, KeyPlan plan) {
    if (column.slot() >= writers.length) {
      writers = Arrays.copyOf(writers, column.slot() + 1);
    }
    writers[column.slot()] = plan;
  }

  /** Whether the value of a column, which is not absent, comes from a key. */
  boolean isWriter(ColumnShape column, KeyPlan plan) {
    return !column.isShared() || (column.slot() < writers.length && writers[column.slot()] == plan);
  }

  /** Row key, once it is known. */
  public String id() {
    return id;
  }

  /** Sets the row key. */
  public void id(String rowId) {
    this.id = rowId;
  }

  /** Marks the row as refused: neither it nor what is nested below it is stored. */
  public void drop() {
    dropped = true;
  }

  /** Whether the row was refused. */
  public boolean isDropped() {
    return dropped;
  }

  /** Takes a value out of a slot. */
  public void erase(int slot) {
    kinds[slot] = Kind.ABSENT;
    objects[slot] = null;
  }

  /** Lists nested below the row, in document order. */
  public List<ListGroup> lists() {
    return lists;
  }

  /** Puts a value that is its bits, or a span. */
  public void put(int slot, byte kind, long value) {
    ensure(slot);
    kinds[slot] = kind;
    bits[slot] = value;
  }

  /** Puts a value that is an object; no overload of put, which a boxed number would fall into. */
  public void putObject(int slot, byte kind, Object value) {
    ensure(slot);
    kinds[slot] = kind;
    objects[slot] = value;
  }

  /** Takes a value out of a slot into another one, in the form that it came in. */
  public void move(int from, int to) {
    ensure(to);
    kinds[to] = kinds[from];
    bits[to] = bits[from];
    objects[to] = objects[from];
    kinds[from] = Kind.ABSENT;
    objects[from] = null;
    origins.put(to, from);
  }

  /** The slot that a value was in before it was moved; its own if it was not. */
  int origin(int slot) {
    return origins.getOrDefault(slot, slot);
  }

  /** Takes a value of another row of the same item, in the form that it has there. */
  void repeat(RowDraft other, int from, int to) {
    placeIn(to, 0);
    kinds[to] = other.kinds[from];
    bits[to] = other.bits[from];
    objects[to] = other.objects[from];
  }

  /**
   * Notes in which dictionary of the item the value that a slot is about to get stands, for the
   * order of new columns. Of a key that comes twice the first place counts, as in dlt.
   */
  void placeIn(int slot, int dictionary) {
    ensure(slot);
    if (kinds[slot] == Kind.ABSENT) {
      places[slot] = ((long) dictionary << 32) | placed++;
    }
  }

  /**
   * A dictionary below another one; returns its number within the row. The row itself is number 0.
   */
  int dictionary(int parent) {
    if (dictionaries.isEmpty()) {
      dictionaries.add(new int[0]);
    }
    int[] above = dictionaries.get(parent);
    int[] path = Arrays.copyOf(above, above.length + 1);
    path[above.length] = dictionaries.size();
    dictionaries.add(path);
    return dictionaries.size() - 1;
  }

  /**
   * Order in which dlt meets two slots: scalars of a level first, then its dictionaries, the last
   * one first.
   */
  public int compareSlots(int left, int right) {
    int byDictionary =
        compareDictionaries((int) (places[left] >>> 32), (int) (places[right] >>> 32));
    return byDictionary != 0
        ? byDictionary
        : Integer.compare((int) places[left], (int) places[right]);
  }

  /** Order in which dlt meets what stands in two dictionaries of the row. */
  public int compareDictionaries(int left, int right) {
    if (left == right) {
      return 0;
    }
    int[] a = left == 0 ? new int[0] : dictionaries.get(left);
    int[] b = right == 0 ? new int[0] : dictionaries.get(right);
    for (int i = 0; i < a.length && i < b.length; i++) {
      if (a[i] != b[i]) {
        return Integer.compare(b[i], a[i]);
      }
    }
    return Integer.compare(a.length, b.length);
  }

  private void ensure(int slot) {
    if (slot >= kinds.length) {
      int size = Math.max(slot + 1, kinds.length * 2);
      kinds = Arrays.copyOf(kinds, size);
      bits = Arrays.copyOf(bits, size);
      objects = Arrays.copyOf(objects, size);
      places = Arrays.copyOf(places, size);
    }
  }
}
