package dev.harbor.reddit.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * Server sockets whose connections send at once: head and body are written apart, and a small body
 * would otherwise wait 40 ms for the client's acknowledgement of the head.
 */
final class PromptSockets extends ServerSocketFactory {
  private static final int BACKLOG = 50;

  // In the order in which they were accepted, as the server counts them.
  private final Map<Integer, Socket> accepted = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  /** Makes the next close of a connection a reset. */
  void reset(int connection) {
    Socket socket = accepted.get(connection);
    if (socket != null) {
      try {
        socket.setSoLinger(true, 0);
      } catch (SocketException closed) {
        accepted.remove(connection);
      }
    }
  }

  private Socket keep(Socket socket) {
    accepted.values().removeIf(Socket::isClosed);
    accepted.put(count.getAndIncrement(), socket);
    return socket;
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new PromptSocket();
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return createServerSocket(port, BACKLOG);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    ServerSocket socket = createServerSocket();
    socket.bind(new InetSocketAddress(address, port), backlog);
    return socket;
  }

  private final class PromptSocket extends ServerSocket {
    PromptSocket() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      Socket socket = super.accept();
      socket.setTcpNoDelay(true);
      return keep(socket);
    }
  }
}
