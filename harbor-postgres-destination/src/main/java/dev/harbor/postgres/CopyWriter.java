package dev.harbor.postgres;

import dev.harbor.destination.Block;
import dev.harbor.destination.BlockReader;
import dev.harbor.destination.TableRows;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Sends the rows of a table through COPY, one statement per run of blocks of one layout. */
final class CopyWriter {
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final byte[] TRAILER = {-1, -1};

  private final Session session;

  CopyWriter(Session session) {
    this.session = session;
  }

  /**
   * Sends all rows of a table.
   *
   * @param rows what to send
   * @param table where to, in SQL
   * @return number of rows the server says it stored
   */
  long write(TableRows rows, String table) {
    long sent = 0;
    long stored = 0;
    try (BlockReader blocks = EncodedRows.open(rows)) {
      Block block = blocks.next();
      while (block != null) {
        Run run = new Run(block.layout(), command(table, block));
        block = run.send(blocks, block);
        sent += run.sent;
        stored += run.stored;
      }
    }
    if (sent != stored) {
      throw new DestinationException(
          "Cannot %s: %d rows were sent, the server stored %d. Look for a trigger that drops rows"
              .formatted(session.doing(), sent, stored));
    }
    return stored;
  }

  private static String command(String table, Block block) {
    List<String> names = new ArrayList<>();
    if (CopyEncoder.isSequenced(block.table().writeDisposition())) {
      names.add(CopyEncoder.SEQUENCE);
    }
    block.layout().forEach(column -> names.add(column.name()));
    return "COPY " + table + " (" + Identifiers.list(names) + ") FROM STDIN (FORMAT BINARY)";
  }

  /** One COPY. */
  private final class Run {
    private final List<Column> layout;
    private final String command;
    private final long started = System.nanoTime();
    private long sent;
    private long stored;

    Run(List<Column> layout, String command) {
      this.layout = layout;
      this.command = command;
    }

    /** Sends blocks as long as they have the layout; returns the first that has not. */
    @Nullable Block send(BlockReader blocks, Block first) {
      session.requireNotInterrupted();
      CopyIn copy = null;
      try {
        copy = session.copyManager().copyIn(command);
        copy.writeToCopy(HEADER, 0, HEADER.length);
        Block block = first;
        while (block != null && block.layout() == layout) {
          session.requireNotInterrupted();
          copy.writeToCopy(block.bytes(), 0, block.length());
          sent += block.rowCount();
          block = blocks.next();
        }
        copy.writeToCopy(TRAILER, 0, TRAILER.length);
        stored = copy.endCopy();
        Session.log(started, command, stored);
        return block;
      } catch (SQLException e) {
        DestinationException failure = session.failure(e);
        cancel(copy, failure);
        throw failure;
      } catch (RuntimeException e) {
        cancel(copy, e);
        throw e;
      }
    }

    /** A COPY left open would make the next call on the connection wait for ever. */
    private void cancel(@Nullable CopyIn copy, RuntimeException first) {
      if (copy != null && copy.isActive()) {
        try {
          copy.cancelCopy();
        } catch (SQLException e) {
          first.addSuppressed(e);
          session.markBroken();
        }
      }
    }
  }
}
