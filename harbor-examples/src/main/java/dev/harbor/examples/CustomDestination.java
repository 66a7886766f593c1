package dev.harbor.examples;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harbor.Pipeline;
import dev.harbor.contract.QuarantinedRow;
import dev.harbor.destination.Destination;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.Row;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.TableRows;
import dev.harbor.error.DestinationException;
import dev.harbor.error.RetryableDestinationException;
import dev.harbor.examples.support.CommandLine;
import dev.harbor.examples.support.Exit;
import dev.harbor.schema.TableSchema;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import dev.harbor.state.LoadId;
import dev.harbor.state.PipelineDocuments;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.temporal.Temporal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A destination of one's own: JSON lines, one file per dataset.
 *
 * <p>Behind the rows of each load stands a line of what it remembers. Thread-safe.
 *
 * @param directory where the files are
 */
public record CustomDestination(Path directory) implements Destination {
  private static final JsonMapper JSON = new JsonMapper();

  /** Appends two planets to {@code .harbor/sky_dataset.jsonl}. */
  public static void main(String[] arguments) {
    CommandLine commandLine =
        CommandLine.of("CustomDestination", "Appends rows to .harbor/sky_dataset.jsonl.");
    Exit.run(commandLine, arguments, read -> load(Files.createDirectories(Path.of(".harbor"))));
  }

  private static int load(Path directory) {
    Pipeline sky = Pipeline.builder("sky").destination(new CustomDestination(directory)).build();
    System.out.print(
        sky.run("planets", List.of(Map.of("name", "Mars"), Map.of("name", "Venus", "moons", 0))));
    return Exit.DONE;
  }

  @Override
  public String name() {
    return "jsonlines";
  }

  @Override
  public DestinationCapabilities capabilities() {
    return DestinationCapabilities.defaults().withQuarantine();
  }

  @Override
  public Optional<Checkpoint> checkpoint(CheckpointKey key) {
    return checkpoint(key, lastCommit(file(key)));
  }

  // tag::load[]
  @Override
  public LoadReceipt load(LoadPackage load) {
    load.tables().forEach(table -> requireAppend(table.schema()));
    Path file = file(load.key());
    // The monitor keeps out other objects of this process, the lock other processes.
    synchronized (CustomDestination.class) {
      try (FileChannel channel = FileChannel.open(Path.of(file + ".lock"), CREATE, WRITE)) {
        channel.lock();
        ObjectNode commit = lastCommit(file);
        if (!load.isNewTo(checkpoint(load.key(), commit))) {
          return LoadReceipt.alreadyLoaded(load.id());
        }
        load.numberAfter(Optional.ofNullable(commit.path("load").textValue()).map(LoadId::new));
        replace(file, load, commit);
        return LoadReceipt.loaded(load.id(), List.of());
      } catch (IOException e) {
        throw new RetryableDestinationException("Cannot write '" + file + "'", e);
      }
    }
  }

  // end::load[]

  private void replace(Path file, LoadPackage load, ObjectNode commit) throws IOException {
    Path next = Files.createTempFile(directory, "next", ".jsonl");
    try {
      try (BufferedWriter lines = Files.newBufferedWriter(next, APPEND);
          Stream<String> before = Files.exists(file) ? Files.lines(file) : Stream.of()) {
        CheckpointKey key = load.key();
        String mark = "{\"quarantine\":" + JSON.writeValueAsString(key);
        for (String line : (Iterable<String>) before::iterator) {
          if (!load.releasesQuarantine() || !line.startsWith(mark)) {
            lines.append(line).append('\n');
          }
        }
        for (TableRows rows : load.tables()) {
          append(lines, rows);
        }
        for (QuarantinedRow row : load.quarantined()) {
          lines.append(mark).append(",\"row\":" + JSON.writeValueAsString(row)).append("}\n");
        }
        PipelineDocuments documents = documents(key, commit).with(load.checkpoint(), name());
        commit.put("load", load.id().text());
        commit.withObjectProperty("schemas").put(key.source(), documents.schema());
        commit.withObjectProperty("states").put(key.pipeline(), documents.state());
        lines.append(commit.toString()).append('\n');
      }
      try (FileChannel written = FileChannel.open(next, WRITE)) {
        written.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static void append(BufferedWriter lines, TableRows rows) throws IOException {
    try (RowReader reader = rows.openRows()) {
      while (reader.hasNext()) {
        Row row = reader.next();
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
          Object value = row.value(i);
          String column = rows.schema().columns().get(i).name();
          values.put(column, value instanceof Temporal ? value.toString() : value);
        }
        Map<String, Object> line = Map.of("table", rows.schema().name(), "row", values);
        lines.append(JSON.writeValueAsString(line)).append('\n');
      }
    }
  }

  /** The line behind the rows of the newest load: its id, and every document as it left it. */
  private static ObjectNode lastCommit(Path file) {
    try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.of()) {
      return (ObjectNode) JSON.readTree(lines.reduce("{}", (before, line) -> line));
    } catch (IOException e) {
      throw new RetryableDestinationException("Cannot read '" + file + "'", e);
    }
  }

  private static Optional<Checkpoint> checkpoint(CheckpointKey key, JsonNode commit) {
    return commit.path("states").has(key.pipeline())
        ? documents(key, commit).checkpoint(key, new LoadId(commit.path("load").asText()))
        : Optional.empty();
  }

  private static PipelineDocuments documents(CheckpointKey key, JsonNode commit) {
    String schema = commit.path("schemas").path(key.source()).textValue();
    return PipelineDocuments.of(schema, commit.path("states").path(key.pipeline()).textValue());
  }

  private Path file(CheckpointKey key) {
    return directory.resolve(key.dataset() + ".jsonl");
  }

  private void requireAppend(TableSchema table) {
    if (table.writeDisposition() != WriteDisposition.APPEND) {
      throw new DestinationException(
          "Cannot load table '%s': destination '%s' does not support write disposition %s; it supports APPEND"
              .formatted(table.name(), name(), table.writeDisposition()));
    }
  }
}
