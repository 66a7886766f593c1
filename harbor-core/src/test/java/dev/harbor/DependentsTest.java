package dev.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.SegmentLimits;
import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DependentsTest {
  private final InMemoryDestination memory = new InMemoryDestination();

  @Test
  void theOrderInWhichASourceListsItsResourcesDoesNotMatter() {
    Resource posts = Resource.builder("posts", (c, out) -> out.emit(1)).build();
    Resource comments =
        Resource.dependent("comments", (post, c, out) -> out.emit(10)).dependsOn(posts).build();
    Resource votes =
        Resource.dependent("votes", (comment, c, out) -> out.emit(100)).dependsOn(comments).build();

    Pipeline.builder("test")
        .destination(memory)
        .dataset("raw")
        .build()
        .run(Source.of("s", votes, comments, posts));

    assertThat(memory.rows("raw", "votes")).singleElement().extracting("value").isEqualTo(100L);
    assertThat(memory.rows("raw", "comments")).hasSize(1);
  }

  @Test
  void aCheckpointOfADependentDoesNotMoveTheCursorOfItsParent() {
    Resource posts =
        Resource.builder("posts", (c, out) -> out.emitJson("{\"n\":1}{\"n\":2}"))
            .incremental(Incremental.ofLong("n"))
            .build();
    AtomicBoolean fails = new AtomicBoolean(true);
    Resource comments =
        Resource.dependent(
                "comments",
                (post, c, out) -> {
                  out.emit(post);
                  out.checkpoint();
                  out.emit(post);
                  if (fails.get()) {
                    throw new IOException("broken on purpose");
                  }
                })
            .dependsOn(posts)
            .build();
    Pipeline pipeline =
        Pipeline.builder("test")
            .destination(memory)
            .dataset("raw")
            .segmentLimits(SegmentLimits.ofRows(1))
            .build();
    Source source = Source.of("s", posts, comments);
    assertThatThrownBy(() -> pipeline.run(source)).isInstanceOf(RunFailedException.class);
    fails.set(false);

    pipeline.run(source);

    assertThat(memory.rows("raw", "comments").stream().map(row -> row.get("n")))
        .containsExactly(1L, 1L, 2L, 2L);
  }
}
