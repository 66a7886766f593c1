package dev.harbor.postgres.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: a thread for each direction. It knows of the protocol where a message
 * ends, which statement it is about, and what is a COMMIT. When the client is gone, the server is
 * heard to its last word.
 */
final class ProxiedConnection {
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;
  private static final int LENGTH = 4;

  private final DatabaseProxy proxy;
  private final Socket client;
  private final Socket server;
  private final Map<String, String> statements = new HashMap<>();
  private final AtomicInteger running = new AtomicInteger(2);
  private volatile @Nullable Trap holding;
  private volatile boolean awaitsCommit;
  private boolean commitBegun;
  private boolean commitExecuted;

  ProxiedConnection(DatabaseProxy proxy, Socket client, Socket server) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void start() {
    DatabaseProxy.daemon("proxy-to-server", () -> pump(this::toServer)).start();
    DatabaseProxy.daemon("proxy-to-client", () -> pump(this::toClient)).start();
  }

  boolean awaitsCommit() {
    return awaitsCommit;
  }

  /** Takes the client's side away. */
  void disconnect() {
    closeQuietly(client);
  }

  /** One direction. */
  @FunctionalInterface
  private interface Direction {
    void run() throws IOException;
  }

  private void pump(Direction direction) {
    try {
      direction.run();
    } catch (IOException e) {
      // A side that is gone is what these tests are about.
      disconnect();
    } finally {
      if (running.decrementAndGet() == 0) {
        closeQuietly(client);
        closeQuietly(server);
        proxy.ended(this);
      }
    }
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void toServer() throws IOException {
    try {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = server.getOutputStream();
      boolean more = passStartup(in, out);
      while (more) {
        byte[] message = read(in);
        more = message.length > 0 && pass(message, out);
      }
    } finally {
      if (commitExecuted) {
        // The server obeys, but says so only when it is asked to answer.
        proxy.committed();
      }
      endInput();
    }
  }

  /** The server ends the session when it has done what it was told. */
  private void endInput() {
    try {
      server.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(server);
    }
  }

  /** Messages before the session begins have no type; encryption is refused here. */
  private boolean passStartup(DataInputStream in, OutputStream out) throws IOException {
    while (true) {
      byte[] length = in.readNBytes(LENGTH);
      if (length.length < LENGTH) {
        return false;
      }
      byte[] rest = in.readNBytes(ByteBuffer.wrap(length).getInt() - LENGTH);
      int code = ByteBuffer.wrap(rest).getInt();
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        byte[] message = ByteBuffer.allocate(LENGTH + rest.length).put(length).put(rest).array();
        return pass(message, out);
      }
      proxy.saw(length);
      client.getOutputStream().write('N');
    }
  }

  /** One message with type and length, or as much of it as came; empty at the end. */
  private static byte[] read(InputStream in) throws IOException {
    byte[] head = in.readNBytes(1 + LENGTH);
    if (head.length <= LENGTH) {
      return head;
    }
    byte[] body = in.readNBytes(ByteBuffer.wrap(head, 1, LENGTH).getInt() - LENGTH);
    return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
  }

  /**
   * Passes a message of the client on, unless the trap is in its way; whether there may be more.
   */
  private boolean pass(byte[] message, OutputStream out) throws IOException {
    proxy.saw(message);
    Trap trap = proxy.trap();
    @Nullable String statement = statement(message);
    if (trap.isBeforeThisMessage() || (statement != null && trap.isBeforeStatement(statement))) {
      if (!trap.spring("before a message", this::disconnect)) {
        return false;
      }
    }
    int allowed = trap.allowance(message);
    if (allowed >= 0) {
      out.write(message, 0, allowed);
      if (!trap.spring("inside a message of type " + (char) message[0], this::disconnect)) {
        return false;
      }
      out.write(message, allowed, message.length - allowed);
      return true;
    }

    if (statement != null) {
      commitBegun |= statement.equals("COMMIT");
      holding = trap.holdsAnswerTo(statement) ? trap : holding;
    }
    boolean last = message[0] == 'S' || message[0] == 'Q';
    if (last && commitBegun) {
      commitBegun = false;
      awaitsCommit = true;
    }
    out.write(message);
    commitExecuted = commitBegun && message[0] == 'E';
    Trap held = holding;
    return !last || held == null || held.spring("an answer is held back", this::disconnect);
  }

  /** The statement that a message tells the server to execute; null if it tells something else. */
  private @Nullable String statement(byte[] message) {
    switch (message[0]) {
      case 'P' -> {
        String name = text(message, 1 + LENGTH);
        statements.put(name, text(message, after(name)));
        return null;
      }
      case 'B' -> {
        String portal = text(message, 1 + LENGTH);
        return statements.get(text(message, after(portal)));
      }
      case 'Q' -> {
        return text(message, 1 + LENGTH);
      }
      default -> {
        return null;
      }
    }
  }

  private static int after(String first) {
    return 1 + LENGTH + first.getBytes(UTF_8).length + 1;
  }

  private static String text(byte[] message, int from) {
    int to = from;
    while (message[to] != 0) {
      to++;
    }
    return new String(message, from, to - from, UTF_8);
  }

  private void toClient() throws IOException {
    InputStream in = server.getInputStream();
    ByteArrayOutputStream held = new ByteArrayOutputStream();
    boolean gone = false;
    boolean committed = false;
    for (byte[] message = read(in); message.length > 0; message = read(in)) {
      held.writeBytes(message);
      if (message[0] == 'C' && text(message, 1 + LENGTH).equals("COMMIT")) {
        committed = true;
        proxy.committed();
      }
      Trap trap = holding;
      if (trap != null) {
        if (message[0] != 'Z') {
          continue;
        }
        gone |= !trap.answerMayPass();
        holding = null;
      }
      gone = gone || !deliver(held);
      held.reset();
      if (message[0] == 'Z' && committed && !gone) {
        committed = false;
        awaitsCommit = false;
        proxy.trap().committed();
      }
    }
    disconnect();
  }

  /** Whether the client is still there. */
  private boolean deliver(ByteArrayOutputStream message) {
    try {
      message.writeTo(client.getOutputStream());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
