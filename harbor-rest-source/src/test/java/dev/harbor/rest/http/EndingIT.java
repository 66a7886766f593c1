package dev.harbor.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EndingIT {
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anInterruptEndsARunningRequest() throws Exception {
    server.enqueue(new MockResponse.Builder().onRequestStart(SocketEffect.Stall.INSTANCE).build());
    try (RestClient client = RestClient.builder(server.url("/").toString()).build()) {
      Asking asking = new Asking(client);

      assertThat(asking.interruptedWhen(() -> server.getRequestCount() + 1 > 0)).isTrue();
    }
  }

  @Test
  void anInterruptEndsAWaitForTheBudget() throws Exception {
    server.enqueue(new MockResponse.Builder().code(429).setHeader("Retry-After", "300").build());
    CountDownLatch sleeping = new CountDownLatch(1);
    Pause pause = new AnnouncingPause(sleeping);
    try (RestClient client =
        RestClient.builder(server.url("/").toString())
            .pause(pause)
            .rateLimiter(RateLimiter.headerDriven(Duration.ofMinutes(10), pause))
            .build()) {
      Asking asking = new Asking(client);

      assertThat(asking.interruptedWhen(() -> sleeping.getCount() == 0)).isTrue();
    }
  }

  @Test
  void noThreadOfItsOwnIsLeftAfterClose() throws Exception {
    server.enqueue(new MockResponse.Builder().body("{}").build());
    Set<Thread> others = threads();
    RestClient client = RestClient.builder(server.url("/").toString()).build();
    client.send(RestRequest.get("/x"), new Notes());
    Set<Thread> ours = threads();
    ours.removeAll(others);
    assertThat(ours).anyMatch(thread -> !isOfTheProcess(thread));

    client.close();

    for (Thread thread : ours) {
      if (!isOfTheProcess(thread)) {
        thread.join(TimeUnit.SECONDS.toMillis(1));
      }
    }
    assertThat(ours).noneMatch(thread -> thread.isAlive() && !isOfTheProcess(thread));
  }

  @Test
  void closeEndsARunningRequest() throws Exception {
    server.enqueue(new MockResponse.Builder().onRequestStart(SocketEffect.Stall.INSTANCE).build());
    RestClient client =
        RestClient.builder(server.url("/").toString())
            .policy(RequestPolicy.builder().attempts(1).build())
            .build();
    Asking asking = new Asking(client);
    asking.start();
    asking.awaitConnection();

    client.close();
    asking.join();

    assertThat(asking.thrown()).isInstanceOf(RestException.class);
  }

  /** OkHttp's two, which end a minute after their last use, and the server's. */
  private static boolean isOfTheProcess(Thread thread) {
    String name = thread.getName();
    return name.contains("TaskRunner")
        || name.equals("Okio Watchdog")
        || name.startsWith("MockWebServer");
  }

  private static Set<Thread> threads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  /** A thread that asks. */
  private static final class Asking extends Thread {
    private final RestClient client;
    private final AtomicReference<@Nullable Exception> thrown = new AtomicReference<>();
    private final Notes notes = new Notes();

    Asking(RestClient client) {
      this.client = client;
    }

    @Override
    public void run() {
      try {
        client.send(RestRequest.get("/x"), notes);
      } catch (InterruptedException | RuntimeException e) {
        thrown.set(e);
      }
    }

    @Nullable Exception thrown() {
      return thrown.get();
    }

    void awaitConnection() {
      while (notes.requests() == 0) {
        Thread.onSpinWait();
      }
    }

    boolean interruptedWhen(java.util.function.BooleanSupplier reached)
        throws InterruptedException {
      start();
      awaitConnection();
      while (!reached.getAsBoolean()) {
        Thread.onSpinWait();
      }
      interrupt();
      join(TimeUnit.SECONDS.toMillis(2));
      return !isAlive() && thrown.get() instanceof InterruptedException;
    }
  }

  /** The real pause, which tells when it begins. */
  private record AnnouncingPause(CountDownLatch sleeping) implements Pause {
    @Override
    public long nanoTime() {
      return Pause.REAL.nanoTime();
    }

    @Override
    public java.time.Instant now() {
      return Pause.REAL.now();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      sleeping.countDown();
      Pause.REAL.sleep(time);
    }

    @Override
    public double chance() {
      return 0;
    }
  }
}
