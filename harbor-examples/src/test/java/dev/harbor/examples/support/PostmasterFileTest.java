package dev.harbor.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostmasterFileTest {
  @Test
  void readsPidPortAndReadiness() {
    PostmasterFile file =
        PostmasterFile.of("4711\n/data\n1763831543\n54321\n\n127.0.0.1\n  123 45\nready   \n");

    assertThat(file.pid()).contains(4711L);
    assertThat(file.port()).contains(54321);
    assertThat(file.ready()).isTrue();
  }

  @Test
  void isNotReadyWhileTheServerStartsOrStops() {
    assertThat(
            PostmasterFile.of("4711\n/data\n1763831543\n54321\n\n127.0.0.1\n123 45\nstopping\n")
                .ready())
        .isFalse();
    assertThat(PostmasterFile.of("4711\n/data\n1763831543\n54321\n").ready()).isFalse();
  }

  @Test
  void standsAFileThatIsJustBeingWritten() {
    for (String content : new String[] {"", "\n", "x", "-12\n/data", "99999999999999999999"}) {
      PostmasterFile file = PostmasterFile.of(content);

      assertThat(file.pid()).isEmpty();
      assertThat(file.port()).isEmpty();
      assertThat(file.ready()).isFalse();
    }
  }
}
