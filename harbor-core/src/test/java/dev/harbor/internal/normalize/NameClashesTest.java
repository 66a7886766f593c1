package dev.harbor.internal.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.schema.Column;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NameClashesTest {
  private final InMemoryDestination memory = new InMemoryDestination();

  private List<String> load(String json) {
    Source source =
        Source.of("s", Resource.builder("items", (c, out) -> out.emitJson(json)).build());
    return Pipeline.builder("test")
        .destination(memory)
        .dataset("raw")
        .build()
        .run(source)
        .resource("items")
        .skipped();
  }

  private List<String> columns() {
    return memory.columns("raw", "items").stream()
        .map(Column::name)
        .filter(name -> !name.equals("_dlt_id") && !name.equals("_dlt_load_id"))
        .toList();
  }

  private List<@Nullable Object> values(String column) {
    return memory.rows("raw", "items").stream().map(row -> row.get(column)).toList();
  }

  @Test
  void ofTwoKeysWithOneNameTheSecondGetsANameOfItsOwnAndKeepsIt() {
    List<String> notes =
        load("{\"id\":1,\"userId\":1,\"user_id\":2} {\"id\":2,\"user_id\":3,\"userId\":4}");

    assertThat(columns()).hasSize(3).startsWith("id", "user_id");
    String own = columns().get(2);
    assertThat(own).matches("user_id_[a-z0-9]{6}");
    assertThat(values("user_id")).containsExactly(1L, 4L);
    assertThat(values(own)).containsExactly(2L, 3L);
    assertThat(notes)
        .containsExactly(
            "names: key 'user_id' of table 'items' is stored as '%s': another key of the same item is stored as 'user_id'"
                .formatted(own));
  }

  @Test
  void aNameOfItsOwnStaysInALaterRunInWhichOnlyOneKeyComes() {
    load("{\"id\":1,\"userId\":1,\"user_id\":2}");
    String own = columns().get(2);
    assertThat(load("{\"id\":2,\"user_id\":3} {\"id\":3,\"userId\":4}")).isEmpty();

    assertThat(values("user_id")).containsExactly(1L, null, 4L);
    assertThat(values(own)).containsExactly(2L, 3L, null);
  }

  @Test
  void keysWithOneNameInDifferentItemsShareAColumn() {
    assertThat(load("{\"userId\":1} {\"user_id\":2} {\"USER_ID\":3}")).isEmpty();

    assertThat(columns()).containsExactly("user_id");
    assertThat(values("user_id")).containsExactly(1L, 2L, 3L);
  }

  @Test
  void threeKeysWithOneNameAreThreeColumns() {
    load("{\"a-b\":1,\"a_b\":2,\"A b\":3}");

    assertThat(columns()).hasSize(3);
    assertThat(columns().stream().flatMap(name -> values(name).stream()))
        .containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void aKeyAndADictionaryThatMeetAreBothKept() {
    load("{\"a__b\":1,\"a\":{\"b\":2},\"A\":{\"b\":3}}");

    assertThat(columns()).hasSize(3).startsWith("a__b");
    assertThat(values("a__b")).containsExactly(1L);
    assertThat(columns().stream().flatMap(name -> values(name).stream()))
        .containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void aNullIsAValueLikeOthers() {
    load("{\"userId\":7,\"user_id\":null} {\"userId\":null,\"user_id\":8}");

    assertThat(values("user_id")).containsExactly(7L, null);
    assertThat(values(columns().get(1))).containsExactly(null, 8L);
  }

  @Test
  void twoListsOfOneItemNeverShareATable() {
    List<String> notes = load("{\"tagList\":[1,2],\"tag_list\":[{\"n\":[3]}],\"tag-list\":[]}");

    assertThat(memory.tables("raw")).hasSize(4).contains("items", "items__tag_list");
    String own =
        memory.tables("raw").stream()
            .filter(name -> name.matches("items__tag_list_[a-z0-9]{6}"))
            .findFirst()
            .orElseThrow();
    assertThat(memory.tables("raw")).contains(own + "__n");
    assertThat(memory.rows("raw", "items__tag_list"))
        .extracting(row -> row.get("value"))
        .containsExactly(1L, 2L);
    assertThat(memory.rows("raw", own + "__n"))
        .extracting(row -> row.get("value"))
        .containsExactly(3L);
    assertThat(notes)
        .contains(
            "names: list 'tag_list' of table 'items' is stored in '%s': another list of the same item is stored in 'items__tag_list'"
                .formatted(own));

    load("{\"tag_list\":[{\"n\":[4]}]}");
    assertThat(memory.rows("raw", own + "__n"))
        .extracting(row -> row.get("value"))
        .containsExactly(3L, 4L);
  }

  @Test
  void ofAListThatComesTwiceTheLastOneCounts() {
    List<String> notes = load("{\"l\":[1,2],\"l\":[3]} {\"l\":[4]}");

    assertThat(memory.rows("raw", "items__l"))
        .extracting(row -> row.get("value"))
        .containsExactly(3L, 4L);
    assertThat(notes)
        .containsExactly(
            "keys: 'l' of table 'items' came twice in one item: the last value counts");
  }

  @Test
  void aDocumentCannotWriteTheColumnsThatLinkRows() {
    List<String> notes =
        load(
            "{\"_dlt_load_id\":\"mine\",\"_dlt_parent_id\":\"p\",\"_dlt_root_id\":\"r\",\"_dlt_list_idx\":7}");

    assertThat(columns())
        .satisfiesExactly(
            name -> assertThat(name).matches("_dlt_load_id_[a-z0-9]{6}"),
            name -> assertThat(name).matches("_dlt_parent_id_[a-z0-9]{6}"),
            name -> assertThat(name).matches("_dlt_root_id_[a-z0-9]{6}"),
            name -> assertThat(name).matches("_dlt_list_idx_[a-z0-9]{6}"));
    assertThat(columns().stream().flatMap(name -> values(name).stream()))
        .containsExactly("mine", "p", "r", 7L);
    assertThat(notes).hasSize(4).allMatch(note -> note.endsWith("Harbor fills that column itself"));
  }

  @Test
  void aColumnThatTheDestinationHasItselfGetsAnotherName() {
    InMemoryDestination reserving =
        new InMemoryDestination(memory.capabilities().withReservedColumns(Set.of("ctid")));
    Source source =
        Source.of(
            "s",
            Resource.builder("items", (c, out) -> out.emitJson("{\"ctid\":1,\"a\":{\"ctid\":2}}"))
                .build());
    Pipeline.builder("test").destination(reserving).dataset("raw").build().run(source);

    assertThat(reserving.columns("raw", "items").get(0).name()).matches("ctid_[a-z0-9]{6}");
    assertThat(reserving.columns("raw", "items").get(1).name()).isEqualTo("a__ctid");
  }
}
