package dev.harbor.examples;

import dev.harbor.source.Incremental;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.io.File;
import java.util.Map;

/** A source of one's own: the files of a directory, each whenever it has changed. */
public final class CustomSource {
  // tag::source[]
  static Source files(File directory) {
    Resource.Builder files =
        Resource.builder(
            "files",
            (context, emitter) -> {
              for (File file : directory.listFiles()) {
                emitter.emit(Map.of("name", file.getName(), "time", file.lastModified()));
              }
            });
    return Source.of("disk", files.incremental(Incremental.ofLong("time")).build());
  }

  // end::source[]
  /** Loads the working directory. */
  public static void main(String[] arguments) {
    Idea.run("CustomSource", arguments, files(new File(".")));
  }
}
