package dev.harbor.internal.normalize;

import static java.util.Objects.requireNonNull;

import dev.harbor.error.SchemaContractException;
import dev.harbor.internal.infer.ColumnShape;
import dev.harbor.internal.infer.SystemColumns;
import dev.harbor.internal.infer.TableShape;
import dev.harbor.internal.json.ColumnNumbers;
import dev.harbor.internal.json.ItemSink;
import dev.harbor.schema.DataType;
import dev.harbor.source.Nesting;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the parts of an item into drafts of rows: dictionaries become columns of their row, lists
 * become rows of nested tables. Values keep the form they came in; types are none of its business.
 * Confined to one thread.
 */
public final class Flattener implements ItemSink {
  private static final int UNLIMITED = 1_000;

  private final PathNode root;
  private final NameClashes names;
  private final ItemArena arena;
  private final int maxNesting;
  private final List<Frame> frames = new ArrayList<>();
  private int depth;
  private @Nullable RowDraft item;
  private @Nullable KeyPlan key;
  private final JsonCapture capture;

  /**
   * A flattener of the items of one resource.
   *
   * @param root table of the resource
   * @param arena where the characters of values go
   * @param names of columns and tables by place
   */
  public Flattener(TableShape root, ItemArena arena, NameClashes names) {
    this.names = names;
    this.root = new PathNode(root, names);
    this.arena = arena;
    this.capture = new JsonCapture(arena);
    Integer limit = root.maxNesting();
    this.maxNesting = limit == null ? UNLIMITED : limit;
  }

  /** A level that is open: a dictionary of a row, or a list whose elements are rows. */
  private static final class Frame {
    @Nullable RowDraft row;
    @Nullable PathNode node;
    @Nullable ListGroup group;
    int dictionary;
    int level;
    boolean wrapsList;
    boolean holdsOne;
  }

  /** The draft of the item's root row with everything below it; valid until {@link #release}. */
  public RowDraft take() {
    RowDraft draft = item;
    if (draft == null) {
      throw new IllegalStateException("Cannot take an item: none was flattened");
    }
    return draft;
  }

  /** Forgets the item. */
  public void release() {
    RowDraft draft = item;
    if (draft != null) {
      release(draft);
    }
    item = null;
    depth = 0;
    key = null;
    capture.reset();
    arena.clear();
  }

  private void release(RowDraft draft) {
    for (ListGroup group : draft.lists()) {
      group.rows().forEach(this::release);
    }
    draft.home().release(draft);
  }

  @Override
  public void key(String name) {
    if (capture.isOpen()) {
      capture.key(name);
      return;
    }
    Frame frame = frames.get(depth - 1);
    KeyPlan plan = node(frame).key(name);
    key = plan;
    if (plan.nesting == Nesting.DROP) {
      capture.discard();
    }
  }

  @Override
  public void beginObject() {
    if (capture.isOpen()) {
      capture.open('{');
    } else if (depth == 0) {
      item = root.draft(0);
      push(item, root, 0, maxNesting);
    } else {
      Frame top = frames.get(depth - 1);
      if (top.group != null) {
        RowDraft row = newRow(top);
        push(row, node(top), 0, top.level);
      } else {
        beginDictionary(top);
      }
    }
  }

  private void beginDictionary(Frame top) {
    PathNode node = node(top);
    KeyPlan plan = plan();
    if (plan.nesting == Nesting.CHILD_TABLE) {
      beginList(top);
      Frame list = frames.get(depth - 1);
      list.holdsOne = true;
      push(newRow(list), node(list), 0, list.level);
    } else if (isCaptured(top, node, plan)) {
      capture.open('{');
    } else {
      RowDraft row = row(top);
      push(row, node.dictionary(plan), row.dictionary(top.dictionary), top.level - 1);
    }
  }

  private static boolean isCaptured(Frame top, PathNode node, KeyPlan plan) {
    return (top.level <= 0 && plan.nesting == null) || node.isJson(plan);
  }

  @Override
  public void endObject() {
    if (capture.isOpen()) {
      close('}');
    } else {
      depth--;
      if (depth > 0 && frames.get(depth - 1).holdsOne) {
        depth--;
      }
    }
  }

  @Override
  public void beginArray() {
    if (capture.isOpen()) {
      capture.open('[');
      return;
    }
    if (depth == 0) {
      item = root.draft(0);
      push(item, root, 0, maxNesting);
      frames.get(depth - 1).wrapsList = true;
      key = root.key(SystemColumns.VALUE);
    }
    Frame top = frames.get(depth - 1);
    if (top.group != null) {
      RowDraft row = newRow(top);
      push(row, node(top), 0, top.level - 1);
      top = frames.get(depth - 1);
      top.wrapsList = true;
      key = node(top).key("list");
    }
    beginList(top);
  }

  private void beginList(Frame top) {
    PathNode node = node(top);
    KeyPlan plan = plan();
    if (isCaptured(top, node, plan)) {
      capture.open('[');
      return;
    }
    PathNode place = names.free(row(top), plan, node.list(plan));
    ListGroup group = new ListGroup(top.dictionary, plan);
    row(top).lists().add(group);
    push(row(top), place, top.dictionary, top.level - 1);
    frames.get(depth - 1).group = group;
  }

  @Override
  public void endArray() {
    if (capture.isOpen()) {
      close(']');
      if (capture.isOpen() || depth == 0 || !frames.get(depth - 1).wrapsList) {
        return;
      }
    } else {
      depth--;
    }
    if (depth > 0 && frames.get(depth - 1).wrapsList) {
      depth--;
    }
  }

  private void close(char bracket) {
    long span = capture.close(bracket);
    if (!capture.isOpen() && span != JsonCapture.NOTHING) {
      put(Kind.JSON, span);
    }
  }

  @Override
  public void nullValue() {
    if (capture.isOpen()) {
      capture.literal("null");
    } else {
      put(Kind.NULL, 0);
    }
  }

  @Override
  public void bool(boolean value) {
    if (capture.isOpen()) {
      capture.literal(value ? "true" : "false");
    } else {
      put(Kind.BOOL, value ? 1 : 0);
    }
  }

  @Override
  public void integer(long value) {
    if (capture.isOpen()) {
      capture.literal(Long.toString(value));
    } else {
      put(Kind.INTEGER, value);
    }
  }

  @Override
  public void number(char[] chars, int offset, int length, boolean whole) {
    if (capture.isOpen()) {
      capture.literal(
          whole ? new String(chars, offset, length) : ColumnNumbers.text(chars, offset, length));
    } else {
      put(whole ? Kind.WIDE_INTEGER : Kind.NUMBER, arena.add(chars, offset, length));
    }
  }

  @Override
  public void text(char[] chars, int offset, int length) {
    try {
      if (capture.isOpen()) {
        capture.text(chars, offset, length);
      } else {
        put(Kind.TEXT, arena.add(chars, offset, length));
      }
    } catch (UnstorableTextException e) {
      throw new SchemaContractException(
          "Cannot load an item of table '%s': text under key '%s' has %s, which no database holds. Take it out in the resource, or have such characters replaced: that is what TypeInference does unless told otherwise"
              .formatted(root.table.name(), key == null ? "" : key.key, e.getMessage()),
          e);
    }
  }

  @Override
  public void typed(DataType type, Object carrier) {
    if (capture.isOpen()) {
      capture.typed(carrier);
      return;
    }
    switch (type) {
      case DOUBLE -> put(Kind.DOUBLE, Double.doubleToRawLongBits((Double) carrier));
      case DECIMAL -> putObject(Kind.DECIMAL, carrier);
      case TIMESTAMP -> put(Kind.TIMESTAMP, Carriers.micros((Instant) carrier));
      case DATE -> put(Kind.DATE, ((LocalDate) carrier).toEpochDay());
      case TIME -> put(Kind.TIME, ((LocalTime) carrier).toNanoOfDay() / 1_000);
      case BINARY -> putObject(Kind.BINARY, carrier);
      case BOOL, BIGINT, WEI, TEXT, JSON ->
          throw new IllegalArgumentException("Cannot take a typed value of type " + type);
    }
  }

  private void put(byte kind, long bits) {
    RowDraft row = target();
    ColumnShape column = targetColumn(row);
    row.placeIn(column.slot(), dictionary());
    row.put(column.slot(), kind, bits);
  }

  private void putObject(byte kind, Object value) {
    RowDraft row = target();
    ColumnShape column = targetColumn(row);
    row.placeIn(column.slot(), dictionary());
    row.putObject(column.slot(), kind, value);
  }

  /** The row that a value goes to: a scalar in a list, or as an item, is a row of its own. */
  private RowDraft target() {
    if (depth == 0) {
      RowDraft row = root.draft(0);
      item = row;
      key = root.key(SystemColumns.VALUE);
      return row;
    }
    Frame top = frames.get(depth - 1);
    if (top.group == null) {
      return row(top);
    }
    key = node(top).key(SystemColumns.VALUE);
    return newRow(top);
  }

  private ColumnShape targetColumn(RowDraft row) {
    PathNode node = depth == 0 ? root : node(frames.get(depth - 1));
    KeyPlan plan = plan();
    ColumnShape column = node.column(plan);
    return column.isShared() || row.kind(column.slot()) != Kind.ABSENT
        ? names.free(row, plan, column)
        : column;
  }

  private int dictionary() {
    if (depth == 0) {
      return 0;
    }
    Frame top = frames.get(depth - 1);
    return top.group == null ? top.dictionary : 0;
  }

  private static RowDraft newRow(Frame list) {
    ListGroup group = requireNonNull(list.group);
    RowDraft row = node(list).draft(group.rows().size());
    group.rows().add(row);
    return row;
  }

  private void push(RowDraft row, PathNode node, int dictionary, int level) {
    if (depth == frames.size()) {
      frames.add(new Frame());
    }
    Frame frame = frames.get(depth++);
    frame.row = row;
    frame.node = node;
    frame.group = null;
    frame.dictionary = dictionary;
    frame.level = level;
    frame.wrapsList = false;
    frame.holdsOne = false;
  }

  private KeyPlan plan() {
    return requireNonNull(key, "a value without a key");
  }

  private static PathNode node(Frame frame) {
    return requireNonNull(frame.node);
  }

  private static RowDraft row(Frame frame) {
    return requireNonNull(frame.row);
  }

  /** Lists below a row in the order in which dlt comes to them. */
  public static List<ListGroup> ordered(RowDraft row) {
    List<ListGroup> lists = row.lists();
    if (lists.size() > 1) {
      lists.sort((a, b) -> row.compareDictionaries(a.dictionary(), b.dictionary()));
    }
    return lists;
  }
}
