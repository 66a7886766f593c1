package dev.harbor.examples;

import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.util.List;
import java.util.Map;

/** A resource that is read once per item of another one, and committed with it. */
public final class DependentResources {
  private static final Map<Integer, List<String>> COMMENTS =
      Map.of(1, List.of("first", "second"), 2, List.of("third"));

  private DependentResources() {}

  /** Loads posts with their comments. */
  public static void main(String[] arguments) {
    Idea.run("DependentResources", arguments, forum());
  }

  // tag::dependent[]
  static Source forum() {
    Resource posts =
        Resource.builder(
                "posts",
                (context, emitter) -> {
                  emitter.emit(Map.of("id", 1, "title", "Hello"));
                  emitter.emit(Map.of("id", 2, "title", "Again"));
                })
            .build();
    Resource comments =
        Resource.dependent(
                "comments",
                (post, context, emitter) -> {
                  Object id = ((Map<?, ?>) post).get("id");
                  for (String text : COMMENTS.getOrDefault(id, List.of())) {
                    emitter.emit(Map.of("post_id", id, "text", text));
                  }
                })
            .dependsOn(posts)
            .build();
    return Source.of("forum", posts, comments);
  }
  // end::dependent[]
}
