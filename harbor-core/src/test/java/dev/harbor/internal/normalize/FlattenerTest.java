package dev.harbor.internal.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.schema.Column;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import org.junit.jupiter.api.Test;

class FlattenerTest {
  private final InMemoryDestination memory = new InMemoryDestination();

  private void load(String json) {
    Source source =
        Source.of("s", Resource.builder("items", (c, out) -> out.emitJson(json)).build());
    Pipeline.builder("test").destination(memory).dataset("raw").build().run(source);
  }

  @Test
  void anItemThatIsAListIsOneNamedValue() {
    load("[1,[3,4],[{\"a\":5},[6]]]");

    assertThat(memory.tables("raw"))
        .containsExactlyInAnyOrder("items", "items__value", "items__value__list");
    assertThat(memory.rows("raw", "items"))
        .extracting(row -> row.get("value"))
        .containsExactly(1L, null, null);
    assertThat(memory.rows("raw", "items__value"))
        .extracting(row -> row.get("value"))
        .containsExactly(3L, 4L, null, null);
    assertThat(memory.rows("raw", "items__value__list"))
        .extracting(row -> row.get("value"))
        .containsExactly(6L);
  }

  @Test
  void ofAKeyThatComesTwiceTheLastValueAndTheFirstPlaceCount() {
    load("{\"id\":1,\"a\":1,\"b\":2,\"a\":3}");

    assertThat(memory.columns("raw", "items"))
        .extracting(Column::name)
        .containsExactly("id", "a", "b", "_dlt_load_id", "_dlt_id");
    assertThat(memory.rows("raw", "items")).extracting(row -> row.get("a")).containsExactly(3L);
  }
}
