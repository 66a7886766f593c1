package dev.harbor.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.RunFailedException;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken and extreme JSON ends in a clear error, in bounded time, and never in half a load. */
@Timeout(60)
class FuzzedJsonTest {
  private static final long SEED = 20261122L;
  private static final String ITEM =
      "{\"id\":1,\"s\":\"a\\u00e9\\ud83d\\ude80\",\"d\":1.5e3,\"l\":[1,{\"a\":[true,null]}],\"o\":{\"x\":-0.0}}";

  private final InMemoryDestination memory = new InMemoryDestination();

  private void load(byte[] json) {
    Source source =
        Source.of("s", Resource.builder("items", (c, out) -> out.emitJson(json)).build());
    Pipeline.builder("test").destination(memory).dataset("raw").build().run(source);
  }

  @Test
  void textThatEndsInsideAnItemIsRefusedAsAWhole() {
    for (int length = 1; length < ITEM.length(); length++) {
      byte[] json = (ITEM + ITEM.substring(0, length)).getBytes(UTF_8);
      assertThatThrownBy(() -> load(json))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("item 2 of resource 'items'")
          .hasMessageContaining("line 1, column ");
    }
    assertThat(memory.tables("raw")).isEmpty();
  }

  @Test
  void flippedBytesAreLoadedWholeOrRefusedWhole() {
    Random random = new Random(SEED);
    byte[] good = ITEM.getBytes(UTF_8);
    int before = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] json = good.clone();
      json[random.nextInt(json.length)] = (byte) random.nextInt(256);
      boolean failed = false;
      try {
        load(json);
      } catch (RunFailedException e) {
        failed = true;
        assertThat(e.getMessage()).as("seed %d, text %d", SEED, i).contains("Cannot ");
      }
      int rows = memory.tables("raw").contains("items") ? memory.rows("raw", "items").size() : 0;
      assertThat(failed ? rows == before : rows > before).as("seed %d, text %d", SEED, i).isTrue();
      before = rows;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"a\":[", "[[{\"b\":"})
  void depthBeyondTheLimitIsNamed(String opening) {
    byte[] json = ("{\"x\":" + opening.repeat(10_000)).getBytes(UTF_8);

    assertThatThrownBy(() -> load(json))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("nesting depth");
    assertThat(memory.tables("raw")).isEmpty();
  }

  @Test
  void aLongTextArrivesWhole() {
    String text = "x".repeat(20_000_000);
    load(("{\"s\":\"" + text + "\"}").getBytes(UTF_8));

    assertThat(memory.rows("raw", "items").get(0).get("s")).isEqualTo(text);
  }

  @Test
  void aNumberOfTooManyDigitsIsRefusedInBoundedTime() {
    byte[] json = ("{\"n\":" + "7".repeat(5_000_000) + "}").getBytes(UTF_8);

    assertThatThrownBy(() -> load(json))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("item 1 of resource 'items'");
  }

  @Test
  void aTextOfTooManyDigitsGoesToAVariantInBoundedTime() {
    String digits = "7".repeat(5_000_000);
    load(
        "{\"n\":1,\"d\":9223372036854775808} {\"n\":\"%s\",\"d\":\"%s\"} {\"n\":\"0x%s\"}"
            .formatted(digits, digits, digits)
            .getBytes(UTF_8));

    assertThat(memory.rows("raw", "items").get(1).get("n__v_text")).isEqualTo(digits);
    assertThat(memory.rows("raw", "items").get(1).get("d__v_text")).isEqualTo(digits);
  }
}
