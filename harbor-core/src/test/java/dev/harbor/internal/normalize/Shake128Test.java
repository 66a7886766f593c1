package dev.harbor.internal.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Shake128Test {
  @Test
  void meetsTheExamplesOfNist() {
    byte[] of1600Bits = new byte[200];
    Arrays.fill(of1600Bits, (byte) 0xa3);

    assertThat(hex(Shake128.digest(new byte[0], 32)))
        .isEqualTo("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26");
    assertThat(hex(Shake128.digest(of1600Bits, 32)))
        .isEqualTo("131ab8d2b594946b9c81333f9bb6e0ce75c3b93104fa3469d3917457385da037");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7f9c2ba4e88f827d616045507605853e",
    "1, 776915233d1e79097718e09db209efa4",
    "135, c46af4f9a43a25a3f21d90f6a131ff3e",
    "136, c9b065cf999862c0c15d02ffa9450e5b",
    "166, f34bb9262026db5355e8cdf4cdf1444b",
    "167, bb961bb015521037905f9baf69ce60dd",
    "168, d4f73f3b6c4b72d05f45ed1f80b57744",
    "169, 30454dd0f630ab1bb8fada554060d540",
    "335, d7b9f9df93b966dae4b874b4ba7c8199",
    "336, bcac93c8c1c863cf4dde7427a5ff18ba",
    "337, a8953cbd0a39b255b0ce239fc3ff819c",
    "1000, e666e4224e1a10753e9267e04c93764c"
  })
  void agreesWithPythonsHashlibAroundTheBlock(int length, String digest) {
    assertThat(hex(Shake128.digest(message(length), 16))).isEqualTo(digest);
  }

  @Test
  void givesMoreThanABlock() {
    assertThat(hex(Shake128.digest(message(1000), 400)))
        .endsWith("4591cebcb0cae05d1a094ff60d2bd12e334a557e");
  }

  @Test
  void isEmptyAgainAfterADigestAndTakesAMessageInPieces() {
    var shake = new Shake128();
    byte[] message = message(1000);
    byte[] digest = new byte[16];
    for (int piece : new int[] {1, 7, 168, 999}) {
      for (int from = 0; from < 1000; from += piece) {
        shake.update(message, from, Math.min(piece, 1000 - from));
      }
      shake.digest(digest, 0, 16);
      assertThat(hex(digest)).isEqualTo("e666e4224e1a10753e9267e04c93764c");
    }
  }

  private static byte[] message(int length) {
    byte[] message = new byte[length];
    for (int i = 0; i < length; i++) {
      message[i] = (byte) (i * 7 + 3);
    }
    return message;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
