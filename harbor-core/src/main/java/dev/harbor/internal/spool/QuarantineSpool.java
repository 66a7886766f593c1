package dev.harbor.internal.spool;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.destination.ByteSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Items kept out of one segment, in memory or, beyond a block, in a file. Confined to one thread.
 */
final class QuarantineSpool implements Iterable<QuarantinedRow>, Closeable {
  private static final int BLOCK_BYTES = 256 * 1024;

  private final ByteSink sink = new ByteSink(0);
  private final List<long[]> blocks = new ArrayList<>();
  private @Nullable SpoolFile file;
  private long count;

  void add(QuarantinedRow row) {
    List.of(
            row.resource(),
            row.table(),
            row.path(),
            row.reason(),
            row.serverState().orElse(""),
            row.json())
        .forEach(this::put);
    count++;
    if (sink.position() >= BLOCK_BYTES) {
      spill();
    }
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sink.putInt(bytes.length);
    sink.putBytes(bytes, 0, bytes.length);
  }

  private void spill() {
    try {
      SpoolFile target = file;
      if (target == null) {
        target = SpoolFile.create();
        file = target;
      }
      blocks.add(new long[] {target.append(sink.array(), sink.position()), sink.position()});
      sink.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot keep refused items in a temporary file: %s. Make room in java.io.tmpdir"
              .formatted(e.getMessage()),
          e);
    }
  }

  long count() {
    return count;
  }

  /** Items in the order in which they were refused; as often as asked. */
  @Override
  public Iterator<QuarantinedRow> iterator() {
    return new Rows();
  }

  @Override
  public void close() throws IOException {
    SpoolFile open = file;
    if (open != null) {
      open.close();
    }
  }

  /** Block after block. */
  private final class Rows implements Iterator<QuarantinedRow> {
    private int block;
    private ByteBuffer in = ByteBuffer.allocate(0);

    @Override
    public boolean hasNext() {
      while (!in.hasRemaining() && block <= blocks.size()) {
        in = block < blocks.size() ? stored(blocks.get(block)) : last();
        block++;
      }
      return in.hasRemaining();
    }

    private ByteBuffer last() {
      return ByteBuffer.wrap(sink.array(), 0, sink.position());
    }

    private ByteBuffer stored(long[] place) {
      byte[] bytes = new byte[(int) place[1]];
      try {
        java.util.Objects.requireNonNull(file).read(place[0], bytes, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read refused items from a temporary file", e);
      }
      return ByteBuffer.wrap(bytes);
    }

    @Override
    public QuarantinedRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      String resource = text();
      String table = text();
      String path = text();
      String reason = text();
      String state = text();
      return new QuarantinedRow(
          resource, table, path, reason, state.isEmpty() ? null : state, text());
    }

    private String text() {
      byte[] bytes = new byte[in.getInt()];
      in.get(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
