package dev.harbor.examples;

import dev.harbor.Pipeline;
import dev.harbor.examples.support.CommandLine;
import dev.harbor.examples.support.Database;
import dev.harbor.examples.support.Exit;
import dev.harbor.examples.support.Settings;
import dev.harbor.postgres.PostgresDestination;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.source.Source;
import java.nio.file.Path;
import java.util.List;

/** What the mains of this package share: help, settings, the database and the exit status. */
final class Idea {
  /** What an example shows. */
  @FunctionalInterface
  interface Loads {
    List<RunReport> into(PostgresDestination destination);
  }

  private Idea() {}

  /** Loads a source once and ends the JVM with the example's status. */
  static void run(String name, String[] arguments, Source source) {
    run(
        name,
        arguments,
        postgres ->
            List.of(Pipeline.builder(source.name()).destination(postgres).build().run(source)));
  }

  /** Runs an example and ends the JVM with its status. */
  static void run(String name, String[] arguments, Loads loads) {
    Exit.run(commandLine(name), arguments, read -> load(Settings.read(), loads));
  }

  static CommandLine commandLine(String name) {
    return CommandLine.of(
        name,
        "An example to read and to copy, %s.java. DATABASE_URL says where to; without it a PostgreSQL is kept under .harbor."
            .formatted(name));
  }

  static int load(Settings settings, Loads loads) throws Exception {
    Database.check(settings);
    try (Database database = Database.open(settings, Path.of(""))) {
      try {
        loads.into(database.destination()).forEach(System.out::print);
      } catch (RunFailedException e) {
        System.out.print(e.report());
        throw e;
      }
      database.describe(System.out);
      return Exit.DONE;
    }
  }
}
