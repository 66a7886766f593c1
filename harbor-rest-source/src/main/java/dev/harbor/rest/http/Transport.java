package dev.harbor.rest.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sends one request at a time per caller and reads its answer whole. Thread-safe. */
final class Transport implements AutoCloseable {
  private final OkHttpClient http;
  private final @Nullable ExecutorService ownThreads;
  private final long maxBytes;

  private Transport(OkHttpClient http, @Nullable ExecutorService ownThreads, long maxBytes) {
    this.http = http;
    this.ownThreads = ownThreads;
    this.maxBytes = maxBytes;
  }

  /** A transport with threads and connections of its own, which go with it. */
  static Transport own(long maxBytes, Duration callTimeout) {
    Duration idle = Duration.ofSeconds(30);
    Duration silence = callTimeout.compareTo(idle) < 0 ? callTimeout : idle;
    ExecutorService threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "harbor-rest");
              thread.setDaemon(true);
              return thread;
            });
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequestsPerHost(dispatcher.getMaxRequests());
    OkHttpClient http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(new ConnectionPool(5, 30, TimeUnit.SECONDS))
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(silence)
            .writeTimeout(silence)
            .callTimeout(callTimeout)
            .build();
    return new Transport(plain(http), threads, maxBytes);
  }

  /** A transport over a client of the caller's, whose threads and connections it uses. */
  static Transport over(OkHttpClient client, long maxBytes) {
    return new Transport(plain(client), null, maxBytes);
  }

  /** OkHttp would follow redirects and repeat 408, 503 and broken calls behind our back. */
  private static OkHttpClient plain(OkHttpClient client) {
    return client
        .newBuilder()
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .build();
  }

  /**
   * Sends a request and waits; an interrupt ends the call.
   *
   * @param connectLimit time in which there must be a connection
   * @throws UnreachableException if there was none
   * @throws BodyTooLargeException if the body is greater than the limit
   * @throws IOException if the answer did not come, or not whole
   */
  RestResponse exchange(Request request, Duration connectLimit)
      throws IOException, InterruptedException {
    Call call = http.newCall(request);
    AtomicBoolean connected = new AtomicBoolean();
    call.addEventListener(
        new EventListener() {
          @Override
          public void connectionAcquired(Call any, Connection connection) {
            connected.set(true);
          }
        });
    CompletableFuture<RestResponse> answer = new CompletableFuture<>();
    call.enqueue(new Receiver(answer, maxBytes));
    try {
      try {
        return answer.get(connectLimit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (!connected.get()) {
          call.cancel();
          throw new UnreachableException(new IOException("no connection within " + connectLimit));
        }
        return answer.get();
      }
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof BodyTooLargeException tooLarge) {
        throw tooLarge;
      }
      IOException failure = cause instanceof IOException io ? io : new IOException(cause);
      throw connected.get() ? failure : new UnreachableException(failure);
    }
  }

  @Override
  public void close() {
    if (ownThreads == null) {
      return;
    }
    http.dispatcher().cancelAll();
    ownThreads.shutdown();
    http.connectionPool().evictAll();
    try {
      if (!ownThreads.awaitTermination(5, TimeUnit.SECONDS)) {
        ownThreads.shutdownNow();
      }
    } catch (InterruptedException e) {
      ownThreads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** No connection came about. */
  static final class UnreachableException extends IOException {
    UnreachableException(IOException cause) {
      super(cause);
    }
  }

  /** There is more than we take. */
  static final class BodyTooLargeException extends IOException {}

  /** Reads the answer on a thread of the dispatcher, so that cancelling the call always ends it. */
  private record Receiver(CompletableFuture<RestResponse> answer, long maxBytes)
      implements Callback {
    @Override
    public void onFailure(Call call, IOException failure) {
      answer.completeExceptionally(failure);
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        answer.complete(
            new RestResponse(response.code(), response.headers().toMultimap(), read(response)));
      } catch (IOException | RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    }

    private byte[] read(Response response) throws IOException {
      InputStream body = response.body().byteStream();
      byte[] bytes = body.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8L));
      if (bytes.length > maxBytes) {
        throw new BodyTooLargeException();
      }
      return bytes;
    }
  }
}
