package dev.harbor.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands before the server and, once armed, swallows the answer to the next COMMIT. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int port;
  private final AtomicBoolean armed = new AtomicBoolean();

  CuttingProxy(int port) throws IOException {
    this.port = port;
    threads.execute(this::accept);
  }

  /** Port to connect to. */
  int port() {
    return listener.getLocalPort();
  }

  /** Cuts the connection of the next COMMIT, once the server has it. */
  void cutNextCommit() {
    armed.set(true);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        AtomicBoolean cut = new AtomicBoolean();
        threads.execute(() -> toServer(client, server, cut));
        threads.execute(() -> toClient(client, server, cut));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void toServer(Socket client, Socket server, AtomicBoolean cut) {
    byte[] buffer = new byte[65_536];
    try (client;
        server;
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (new String(buffer, 0, n, ISO_8859_1).contains("COMMIT\0")
            && armed.compareAndSet(true, false)) {
          cut.set(true);
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // The other side is gone.
    }
  }

  private void toClient(Socket client, Socket server, AtomicBoolean cut) {
    byte[] buffer = new byte[65_536];
    try (client;
        server;
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0 && !cut.get(); n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // The other side is gone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
