package dev.harbor.examples;

import static dev.harbor.testkit.HarborAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.RunReport;
import dev.harbor.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the examples that need no server show. */
final class IdeasTest {
  private final InMemoryDestination memory = new InMemoryDestination();

  @Test
  void aSourceOfOnesOwnLoadsWhatHasChanged(@TempDir Path directory) throws Exception {
    Path a = Files.createFile(directory.resolve("a"));
    Path b = Files.createFile(directory.resolve("b"));
    Files.setLastModifiedTime(a, FileTime.fromMillis(1_000));
    Files.setLastModifiedTime(b, FileTime.fromMillis(2_000));
    Source source = CustomSource.files(directory.toFile());

    assertThat(run(source)).hasInserted("files", 2);
    assertThat(run(source)).foundNothingNew();
    Files.setLastModifiedTime(a, FileTime.fromMillis(3_000));
    assertThat(run(source)).hasInserted("files", 1);

    assertThat(rows("files"))
        .extracting(row -> row.get("name"), row -> row.get("time"))
        .containsExactlyInAnyOrder(tuple("a", 1_000L), tuple("b", 2_000L), tuple("a", 3_000L));
  }

  @Test
  void aMergeTakesWhatIsNewerAndChangesWhatWasThere() {
    List<RunReport> days = IncrementalMerge.load(memory);

    assertThat(days.get(0)).hasInserted("orders", 2);
    assertThat(days.get(1)).hasInserted("orders", 1).hasDiscarded("orders", 1);
    assertThat(rows("shop_dataset", "orders"))
        .extracting(row -> row.get("id"), row -> row.get("status"))
        .containsExactlyInAnyOrder(tuple(1L, "paid"), tuple(2L, "paid"), tuple(3L, "open"));
  }

  @Test
  void nestedMapsBecomeColumnsAndListsTables() {
    run(NestedData.orders());

    assertThat(rows("orders"))
        .extracting(row -> row.get("customer__name"), row -> row.get("payload"))
        .containsExactly(tuple("Ada", "{\"v\":[1,2]}"));
    assertThat(rows("orders__lines"))
        .extracting(row -> row.get("sku"), row -> row.get("n"))
        .containsExactlyInAnyOrder(tuple("a", 2L), tuple("b", 1L));
    assertThat(rows("orders__tags")).extracting(row -> row.get("value")).contains("new", "gift");
  }

  @Test
  void dependentsAreReadPerItemAndCommittedWithIt() {
    assertThat(run(DependentResources.forum()))
        .hasInserted("posts", 2)
        .hasInserted("comments", 3)
        .hasLoaded("posts", 1);
    assertThat(rows("comments"))
        .extracting(row -> row.get("post_id"), row -> row.get("text"))
        .containsExactlyInAnyOrder(tuple(1L, "first"), tuple(1L, "second"), tuple(2L, "third"));
  }

  @Test
  void aContractKeepsOutWhatDoesNotFitUntilItIsReplayed() {
    List<RunReport> days = SchemaEvolutionAndContracts.load(memory);

    assertThat(days.get(2).resource("orders").refused().items()).isEqualTo(1);
    assertThat(days.get(3)).hasInserted("orders", 1);
    assertThat(rows("contracts_dataset", "orders"))
        .extracting(row -> row.get("id"), row -> row.get("price"), row -> row.get("price__v_text"))
        .containsExactly(
            tuple(1L, 10L, null),
            tuple(2L, 12L, null),
            tuple(4L, 9L, null),
            tuple(3L, null, "n/a"));
  }

  private RunReport run(Source source) {
    return Pipeline.builder("test").destination(memory).dataset("raw").build().run(source);
  }

  private List<Map<String, @Nullable Object>> rows(String table) {
    return rows("raw", table);
  }

  private List<Map<String, @Nullable Object>> rows(String dataset, String table) {
    return memory.rows(dataset, table);
  }
}
