package dev.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
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
}
