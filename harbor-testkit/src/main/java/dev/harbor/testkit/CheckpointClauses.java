package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.schema.Column;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.ResourceState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about what is remembered of a lane. */
abstract class CheckpointClauses extends Clauses {
  private static final TableSchema POSTS =
      KitTables.root("posts", APPEND, KitTables.key("id", DataType.BIGINT));
  private static final TableSchema COMMENTS =
      KitTables.root("comments", APPEND, Column.optional("body", DataType.TEXT));

  CheckpointClauses(DestinationContract contract) {
    super(contract);
  }

  private static ResourceState state(String cursor) {
    return ResourceState.of(Map.of("cursor", cursor));
  }

  @Test
  @DisplayName("there is none before the first load")
  void noneBeforeTheFirstLoad() throws Exception {
    inEachForm(lane -> assertThat(lane.checkpoint()).isEmpty());
  }

  @Test
  @DisplayName("after a load it is the package's")
  void afterALoadItIsThePackages() throws Exception {
    inEachForm(
        lane -> {
          TableSchema tags =
              KitTables.nested(POSTS, "tags", Column.optional("value", DataType.TEXT));
          ResourceState state =
              ResourceState.of(
                  Map.of(
                      "cursor",
                      "2026-01-01T00:00:00+00:00",
                      "count",
                      9_007_199_254_740_993L,
                      "seen",
                      Arrays.asList("a", "\uD83D\uDE00", null),
                      "nested",
                      Map.of("done", true, "pages", List.of(1L, 2L))));
          HandMadePackage load =
              lane.made(lane.next().state(state).row(POSTS, 1L).nested(tags, "x"));

          lane.load(load);

          assertThat(lane.checkpoint()).contains(load.checkpoint());
          assertThat(load.checkpoint().state()).isEqualTo(state);
        });
  }

  @Test
  @DisplayName("each load replaces it, one without rows too")
  void eachLoadReplacesIt() throws Exception {
    inEachForm(
        lane -> {
          lane.load(lane.next().state(state("1")).row(POSTS, 1L));
          HandMadePackage second = lane.made(lane.next().state(state("2")).row(POSTS, 2L));
          lane.load(second);
          assertThat(lane.checkpoint()).contains(second.checkpoint());

          HandMadePackage third = lane.made(lane.next().state(state("3")));
          lane.load(third);

          assertThat(lane.checkpoint()).contains(third.checkpoint());
          assertThat(third.checkpoint().tables()).containsExactly(POSTS);
          assertThat(lane.values("posts", "id")).hasSize(2);
        });
  }

  @Test
  @DisplayName("pipelines, sources and datasets each have their own")
  void pipelinesSourcesAndDatasetsHaveTheirOwn() throws Exception {
    inEachForm(
        lane -> {
          CheckpointKey key = lane.key();
          List<CheckpointKey> others =
              List.of(
                  new CheckpointKey(key.dataset(), "another", key.source(), key.resource()),
                  new CheckpointKey(key.dataset(), key.pipeline(), "another", key.resource()),
                  new CheckpointKey(
                      key.dataset() + "_b", key.pipeline(), key.source(), key.resource()));
          lane.load(lane.next().state(state("mine")).row(POSTS, 1L));

          for (CheckpointKey other : others) {
            Lane neighbour = lane.at(other);
            assertThat(neighbour.checkpoint()).as("of " + other).isEmpty();
            HandMadePackage load =
                lane.made(neighbour.next().state(state(other.toString())).row(POSTS, 1L));
            neighbour.load(load);
            assertThat(neighbour.checkpoint()).contains(load.checkpoint());
          }
          assertThat(lane.checkpoint().orElseThrow().state()).isEqualTo(state("mine"));
        });
  }

  @Test
  @DisplayName("resources of one pipeline each have their own")
  void resourcesHaveTheirOwn() throws Exception {
    inEachForm(
        lane -> {
          Lane comments = lane.resource("comments");
          lane.load(lane.next().state(state("posts")).row(POSTS, 1L));
          assertThat(comments.checkpoint()).isEmpty();

          HandMadePackage load =
              lane.made(comments.next().state(state("comments")).row(COMMENTS, "hi"));
          comments.load(load);

          assertThat(comments.checkpoint()).contains(load.checkpoint());
          assertThat(lane.checkpoint().orElseThrow().state()).isEqualTo(state("posts"));
          assertThat(lane.checkpoint().orElseThrow().tables()).containsExactly(POSTS);
        });
  }

  @Test
  @DisplayName("it survives a new destination object, and a load goes on from there")
  void survivesANewDestinationObject() throws Exception {
    inEachForm(
        lane -> {
          HandMadePackage load = lane.made(lane.next().state(state("1")).row(POSTS, 1L));
          lane.load(load);

          Lane again = lane.on(reopened());
          assertThat(again.checkpoint()).contains(load.checkpoint());
          again.load(again.next().row(POSTS, 2L));

          assertThat(again.values("posts", "id"))
              .containsExactlyInAnyOrder(Lane.row(1L), Lane.row(2L));
        });
  }
}
