package dev.harbor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ItemsTest {
  private static final Items ITEMS = Items.seeded(42);

  private static List<@Nullable Object> ids(List<Map<String, @Nullable Object>> items) {
    return items.stream().<@Nullable Object>map(item -> item.get("id")).toList();
  }

  @Test
  void oneSeedMakesTheSameItemsAndAnotherMakesOthers() {
    assertThat(ITEMS.nested(50)).isEqualTo(Items.seeded(42).nested(50));
    assertThat(ITEMS.wide(5, 9)).isEqualTo(Items.seeded(42).wide(5, 9));
    assertThat(ITEMS.nested(50)).isNotEqualTo(Items.seeded(43).nested(50));
  }

  @Test
  void nestedItemsHaveMapsAndListsOfEverySize() {
    Set<Integer> sizes = new HashSet<>();
    for (Map<String, @Nullable Object> item : ITEMS.nested(100)) {
      assertThat(item).containsOnlyKeys("id", "title", "author", "comments");
      assertThat(item.get("author")).isInstanceOf(Map.class);
      sizes.add(((List<?>) item.getOrDefault("comments", List.of())).size());
    }
    assertThat(sizes).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(ids(ITEMS.nested(3))).containsExactly(0L, 1L, 2L);
  }

  @Test
  void wideItemsHaveAsManyFieldsAsAsked() {
    assertThat(ITEMS.wide(2, 1_000))
        .allSatisfy(item -> assertThat(item).hasSize(1_001).containsKey("field_999"));
    Map<String, @Nullable Object> item = ITEMS.wide(1, 4).get(0);
    assertThat(item.get("field_0")).isInstanceOf(Long.class);
    assertThat(item.get("field_1")).isInstanceOf(String.class);
    assertThat(item.get("field_2")).isInstanceOf(Boolean.class);
    assertThat(item.get("field_3")).isNull();
  }

  @Test
  void lateFieldsTurnUpWhereAskedAndNotBefore() {
    List<Map<String, @Nullable Object>> items = ITEMS.late(10, 7);

    assertThat(items.subList(0, 7)).allSatisfy(item -> assertThat(item).containsOnlyKeys("id"));
    assertThat(items.subList(7, 10))
        .allSatisfy(item -> assertThat(item).containsOnlyKeys("id", "late", "late_list", "deep"));
  }

  @Test
  void theSecondListBeginsWithTheBoundaryOfTheFirst() {
    for (int seed = 0; seed < 50; seed++) {
      List<List<Map<String, @Nullable Object>>> lists =
          Items.seeded(seed).duplicateAtBoundary(20, "at");
      List<Map<String, @Nullable Object>> first = lists.get(0);
      List<Map<String, @Nullable Object>> second = lists.get(1);
      Object boundary = first.get(19).get("at");
      List<Map<String, @Nullable Object>> atBoundary =
          first.stream()
              .filter(item -> String.valueOf(boundary).equals(String.valueOf(item.get("at"))))
              .toList();

      assertThat(atBoundary).as("seed %d", seed).isNotEmpty();
      assertThat(second.subList(0, atBoundary.size())).isEqualTo(atBoundary);
      assertThat(second.get(atBoundary.size()))
          .containsEntry("id", 20L)
          .containsEntry("at", boundary);
      assertThat(ids(second).subList(atBoundary.size(), second.size()))
          .doesNotHaveDuplicates()
          .doesNotContainAnyElementsOf(ids(first));
      assertThat(second.stream().map(item -> (Long) item.get("at")).toList()).isSorted();
    }
  }

  @Test
  void awkwardNamesAreManyAndDistinctInTheirValues() {
    Map<String, @Nullable Object> item = ITEMS.awkwardNames();

    assertThat(item).hasSizeGreaterThan(20).containsEntry("select", "value of select");
    assertThat(item.values()).doesNotHaveDuplicates();
  }
}
