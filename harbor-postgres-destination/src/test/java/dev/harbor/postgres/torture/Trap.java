package dev.harbor.postgres.torture;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the proxy stops a client, once. The client stays stopped until {@link #release} or {@link
 * #cut}. Thread-safe.
 */
final class Trap {
  private static final long PATIENCE_SECONDS = 60;

  private final Place place;
  private final Predicate<String> statement;
  private final AtomicLong left;
  private final CompletableFuture<String> sprung = new CompletableFuture<>();
  private final CompletableFuture<Void> answered = new CompletableFuture<>();
  private final CompletableFuture<Boolean> passedOn = new CompletableFuture<>();
  private volatile @Nullable Runnable disconnection;

  private enum Place {
    NOWHERE,
    BYTE,
    MESSAGE,
    STATEMENT,
    COPY,
    ANSWER,
    COMMITTED
  }

  private Trap(Place place, long count, Predicate<String> statement) {
    this.place = place;
    this.left = new AtomicLong(count);
    this.statement = statement;
  }

  /** Never stops anybody. */
  static Trap none() {
    return new Trap(Place.NOWHERE, 1, sql -> false);
  }

  /** Passes this many bytes of the client on, and no more. */
  static Trap afterByte(long count) {
    return new Trap(Place.BYTE, count, sql -> false);
  }

  /** Passes messages of the client on, but not the one of this number. */
  static Trap beforeMessage(long number) {
    return new Trap(Place.MESSAGE, number, sql -> false);
  }

  /** Passes everything on up to the n-th COMMIT. */
  static Trap beforeCommit(long number) {
    return new Trap(Place.STATEMENT, number, "COMMIT"::equals);
  }

  /** Passes everything on up to the n-th statement that has the words. */
  static Trap beforeStatement(String words, long number) {
    return new Trap(Place.STATEMENT, number, sql -> sql.contains(words));
  }

  /** Passes half of the n-th message of rows on. */
  static Trap insideCopy(long number) {
    return new Trap(Place.COPY, number, sql -> false);
  }

  /** Passes the n-th COMMIT on and holds its answer back. */
  static Trap onCommit(long number) {
    return new Trap(Place.ANSWER, number, "COMMIT"::equals);
  }

  /** Passes the n-th statement that has the words on and holds its answer back. */
  static Trap onStatement(String words, long number) {
    return new Trap(Place.ANSWER, number, sql -> sql.contains(words));
  }

  /** Tells when the n-th COMMIT was answered, without stopping the client. */
  static Trap onCommitted(long number) {
    return new Trap(Place.COMMITTED, number, sql -> false);
  }

  /** Completes when the client is stopped. */
  CompletableFuture<String> sprung() {
    return sprung;
  }

  /** Cuts the connection as soon as the client is stopped. */
  Trap cuttingAtOnce() {
    CompletableFuture<Void> unused = sprung.thenRun(this::cut);
    return this;
  }

  /** Cuts the connection as soon as the server's answer has come. */
  Trap cuttingTheAnswer() {
    CompletableFuture<Void> unused = answered.thenRun(this::cut);
    return this;
  }

  /** Whether the client was stopped. */
  boolean hasSprung() {
    return sprung.isDone();
  }

  /** Waits until the client is stopped. */
  void awaitSprung() throws Exception {
    sprung.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until the server's answer has come and is held back. */
  void awaitAnswer() throws Exception {
    answered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Lets the client go on as if nothing had happened. */
  void release() {
    passedOn.complete(true);
  }

  /** Ends the client's connection; what was held back never arrives. */
  void cut() {
    passedOn.complete(false);
    Runnable end = disconnection;
    if (end != null) {
      end.run();
    }
  }

  /** How many bytes of a message may pass, if the trap is inside it; else -1. */
  int allowance(byte[] message) {
    if (sprung.isDone()) {
      return -1;
    }
    if (place == Place.COPY && message[0] == 'd' && left.decrementAndGet() == 0) {
      return message.length / 2;
    }
    if (place != Place.BYTE) {
      return -1;
    }
    long rest = left.addAndGet(-message.length);
    return rest > 0 ? -1 : (int) (message.length + rest);
  }

  boolean isBeforeStatement(String sql) {
    return place == Place.STATEMENT && statement.test(sql) && left.decrementAndGet() == 0;
  }

  boolean isBeforeThisMessage() {
    return place == Place.MESSAGE && left.decrementAndGet() == 0;
  }

  boolean holdsAnswerTo(String sql) {
    return place == Place.ANSWER && statement.test(sql) && left.decrementAndGet() == 0;
  }

  void committed() {
    if (place == Place.COMMITTED && left.decrementAndGet() == 0) {
      sprung.complete("a COMMIT was answered");
    }
  }

  /** Stops the calling thread; whether it may go on as before. */
  boolean spring(String where, Runnable disconnect) {
    disconnection = disconnect;
    sprung.complete(where);
    return passedOn.join();
  }

  /** The answer is here; whether it may pass, which is not known before somebody decides. */
  boolean answerMayPass() {
    answered.complete(null);
    return passedOn.join();
  }
}
