package dev.harbor.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamQueueTest {
  private static final ListingKey KEY = ListingKey.comments(Community.subreddit("java"));

  @Test
  void whoBringsMoreThanThereIsRoomForWaits() throws Exception {
    StreamQueue queue = new StreamQueue(10);
    CountDownLatch second = new CountDownLatch(1);
    queue.put(batch(8));
    Thread bringer =
        new Thread(
            () -> {
              try {
                queue.put(batch(8));
                second.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    bringer.start();

    assertThat(second.await(100, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(queue.size()).isEqualTo(8);

    int things = queue.take(0).orElseThrow().things().size();
    for (int i = 0; i < things; i++) {
      queue.emitted();
    }
    assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
    bringer.join();
    assertThat(queue.size()).isEqualTo(8);
  }

  @Test
  void aBatchGreaterThanTheQueueGoesInAlone() throws Exception {
    StreamQueue queue = new StreamQueue(10);

    queue.put(batch(1_000));

    assertThat(queue.take(0)).isPresent();
  }

  @Test
  void whatIsInAnEndedQueueIsTakenFirst() throws Exception {
    StreamQueue queue = new StreamQueue(10);
    queue.put(batch(1));
    queue.end(new IllegalStateException("x"));

    assertThat(queue.isOver()).isFalse();
    assertThat(queue.take(0)).isPresent();
    assertThat(queue.isOver()).isTrue();
    assertThat(queue.failure()).isPresent();
    assertThat(queue.take(0)).isEmpty();
  }

  // NullAway does not see the annotation of a nested type in a class file.
  @SuppressWarnings("NullAway")
  private static StreamBatch batch(int size) {
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      things.add(new Thing("a" + i, "t1_a" + i, Map.of()));
    }
    return new StreamBatch(KEY, things, null, null, null);
  }
}
