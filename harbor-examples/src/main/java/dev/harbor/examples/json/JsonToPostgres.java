package dev.harbor.examples.json;

import dev.harbor.Pipeline;
import dev.harbor.examples.support.Arguments;
import dev.harbor.examples.support.CommandLine;
import dev.harbor.examples.support.Database;
import dev.harbor.examples.support.Exit;
import dev.harbor.examples.support.ProgressLine;
import dev.harbor.examples.support.Settings;
import dev.harbor.run.RunFailedException;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import java.io.InputStream;
import java.nio.file.Path;

/** Loads files of JSON values into a PostgreSQL table, nested tables included. */
public final class JsonToPostgres {
  private JsonToPostgres() {}

  /** Runs the program and ends the JVM with its status. */
  public static void main(String[] arguments) {
    Exit.run(commandLine(), arguments, JsonToPostgres::run);
  }

  static CommandLine commandLine() {
    return CommandLine.of(
            "JsonToPostgres",
            "Loads JSON values, separated by white space or in an array, gzip or not. DATABASE_URL says where to; without"
                + " it a PostgreSQL is kept under .harbor.")
        .option("table", "T", "table of the items; items")
        .option("primary-key", "a,b", "fields that identify a record")
        .option("merge-key", "a,b", "fields that name the slice a merge replaces")
        .option("cursor", "PATH", "where the value stands by which new items are known")
        .option("disposition", "WORD", "append, replace or merge; append")
        .option("strategy", "WORD", "of a merge: upsert, delete-insert, insert-only or scd2")
        .option(
            "contract",
            "MODE",
            "what may change: evolve, freeze, discard_row, discard_value, quarantine, or {\"tables\": MODE, \"columns\": MODE, \"data_type\": MODE}")
        .option("columns", "JSON", "hints by column, as {\"n\": {\"data_type\": \"decimal\"}}")
        .option("max-nesting", "N", "levels of nested tables; deeper values stay JSON")
        .option("dataset", "D", "schema of the tables; the pipeline's name and _dataset")
        .option("pipeline", "P", "name of the pipeline; json_to_postgres")
        .option("max-rows", "N", "greatest number of items that are loaded")
        .operands("FILE", "files, or - for standard input");
  }

  private static int run(Arguments arguments) throws Exception {
    JsonInput input = new JsonInput(arguments.operands());
    Resource.Builder resource =
        Resource.builder(
            arguments.find("table").orElse("items"),
            (context, emitter) -> {
              for (String name : input.names()) {
                try (InputStream json = JsonInput.open(name)) {
                  emitter.emitJson(json);
                }
              }
            });
    String pipelineName = arguments.find("pipeline").orElse("json_to_postgres");
    Source source = Source.of(pipelineName, new ResourceOptions(arguments).applyTo(resource));
    Settings settings = Settings.read();
    Database.check(settings);

    try (Database database = Database.open(settings, Path.of(""));
        ProgressLine progress = ProgressLine.onTerminal()) {
      Pipeline.Builder pipeline =
          Pipeline.builder(pipelineName).destination(database.destination()).listener(progress);
      arguments.find("dataset").ifPresent(pipeline::dataset);
      try {
        System.out.print(pipeline.build().run(source));
      } catch (RunFailedException e) {
        System.out.print(e.report());
        throw e;
      }
      database.describe(System.out);
      return Exit.DONE;
    }
  }
}
