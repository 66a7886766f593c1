package dev.harbor.reddit.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side: hands requests to the gate or to the control endpoint, and keeps the log.
 * Thread-safe.
 */
final class Server extends Dispatcher {
  private static final System.Logger LOG = System.getLogger(Server.class.getName());
  // Held, so that its level is not forgotten: the server logs every request otherwise.
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  private final MockWebServer server = new MockWebServer();
  private final PromptSockets sockets = new PromptSockets();
  private final SimulatedClock clock;
  private final Gate gate;
  private final Faults faults;
  private final RequestLog log;
  private final ControlEndpoint control;

  Server(SimulatedClock clock, Gate gate, Faults faults, RequestLog log, ControlEndpoint control) {
    this.clock = clock;
    this.gate = gate;
    this.faults = faults;
    this.log = log;
    this.control = control;
  }

  void start(int port) {
    if (SERVER_LOG.getLevel() == null) {
      SERVER_LOG.setLevel(Level.WARNING);
    }
    server.setDispatcher(this);
    server.setServerSocketFactory(sockets);
    try {
      server.start(InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}), port);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a simulated Reddit on port " + port, e);
    }
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.close();
  }

  @Override
  public MockResponse dispatch(RecordedRequest recorded) throws InterruptedException {
    // The server remembers every request until somebody takes it; the log is ours.
    server.takeRequest(0, TimeUnit.MILLISECONDS);
    Instant now = clock.now();
    ApiRequest request = ApiRequest.of(recorded, now.getEpochSecond());
    if (request.path().startsWith(ControlEndpoint.PREFIX)) {
      return Wire.response(request, guarded(() -> control.answer(request)), null);
    }

    Grant grant = gate.grant(request);
    String client = grant == null ? TokenEndpoint.client(request) : grant.clientId();
    Fault fault = faults.next(request, client);
    Answer spoilt = fault == null ? null : fault.answer();
    Answer answer = spoilt == null ? guarded(() -> gate.answer(request, grant)) : spoilt;
    if (fault != null) {
      answer = fault.changed(answer);
    }
    if (fault != null && fault.resets()) {
      sockets.reset(recorded.getConnectionIndex());
    }
    log.add(
        new SimulatedRequest(
            request.method(),
            recorded.getTarget(),
            status(answer, fault),
            client,
            now,
            gate.budgetLeft(client),
            fault == null ? null : fault.toString()));
    return Wire.response(request, answer, fault);
  }

  private interface Answering {
    Answer answer();
  }

  // A bug of the simulator must not look like an answer of Reddit's, nor like a dead connection.
  private static Answer guarded(Answering answering) {
    try {
      return answering.answer();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "simulator: cannot answer", e);
      return new Answer(599, "text/plain; charset=UTF-8", "simulator: " + e, Map.of());
    }
  }

  private static int status(Answer answer, @Nullable Fault fault) {
    return fault != null && fault.isMute() ? 0 : answer.status();
  }
}
