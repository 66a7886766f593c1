package dev.harbor.postgres.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Stands between clients and the server on this machine, passes messages on one by one, counts
 * them, and stops a client where a {@link Trap} says. Thread-safe.
 */
final class DatabaseProxy implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final ServerSocket listener;
  private final int serverPort;
  private final Set<ProxiedConnection> open = new HashSet<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong commitsAnswered = new AtomicLong();
  private volatile Trap trap = Trap.none();
  private volatile Consumer<String> onlooker = message -> {};

  private DatabaseProxy(ServerSocket listener, int serverPort) {
    this.listener = listener;
    this.serverPort = serverPort;
  }

  /** Listens on a port of its own. */
  static DatabaseProxy before(int serverPort) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      DatabaseProxy proxy = new DatabaseProxy(listener, serverPort);
      daemon("proxy", proxy::accept).start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Where clients connect to. */
  int port() {
    return listener.getLocalPort();
  }

  /** Sets a trap in place of the one before, and counts bytes from nothing. */
  void arm(Trap next) {
    trap = next;
    bytes.set(0);
  }

  /** Shows every message of a client to somebody before it is passed on. */
  void show(Consumer<String> who) {
    onlooker = who;
  }

  /** Whether a client has sent anything since the trap was set. */
  boolean hasHeardAnything() {
    return bytes.get() > 0;
  }

  /** Whether a COMMIT was passed on whose answer no client has seen. */
  boolean hasUnansweredCommit() {
    synchronized (open) {
      return open.stream().anyMatch(ProxiedConnection::awaitsCommit);
    }
  }

  /** Transactions that the server says it committed. */
  long commits() {
    return commitsAnswered.get();
  }

  /** Waits until the server has ended every session. */
  void awaitIdle() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    synchronized (open) {
      while (!open.isEmpty()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new IllegalStateException(open.size() + " sessions never ended");
        }
        TimeUnit.NANOSECONDS.timedWait(open, left);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    trap.cut();
    Set<ProxiedConnection> rest;
    synchronized (open) {
      rest = Set.copyOf(open);
    }
    rest.forEach(ProxiedConnection::disconnect);
  }

  Trap trap() {
    return trap;
  }

  void saw(byte[] message) {
    bytes.addAndGet(message.length);
    onlooker.accept(new String(message, UTF_8));
  }

  void committed() {
    commitsAnswered.incrementAndGet();
  }

  void ended(ProxiedConnection connection) {
    synchronized (open) {
      open.remove(connection);
      open.notifyAll();
    }
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        ProxiedConnection connection = new ProxiedConnection(this, client, server);
        synchronized (open) {
          open.add(connection);
        }
        connection.start();
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
