package dev.harbor.examples.support;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One data directory and the server on it. Every method is called under the home's lock. */
final class PostgresCluster {
  private static final String UNFINISHED = "data.new";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * A killed server is a zombie until somebody asks for its status: a second here, for ever in some
   * containers.
   */
  private static final Duration PATIENCE_WITH_ZOMBIES = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int MOST_STARTS = 5;

  /** Whose process a pid file names. */
  private enum Owner {
    NOBODY,
    OUR_SERVER,
    UNCLEAR,
    SOMEBODY_ELSE
  }

  private final Path home;
  private final Path data;
  private final PostgresCommands commands;

  PostgresCluster(Path home, PostgresCommands commands) {
    this.home = home;
    this.data = home.resolve("data");
    this.commands = commands;
  }

  /** Creates the data directory, if there is none; a kill in between leaves no half one. */
  void create() throws IOException {
    if (Files.isDirectory(data)) {
      return;
    }
    FileTrees.deleteChildren(home, UNFINISHED);
    // A name of its own each time: initdb of a killed run may still be writing into the last one.
    Path unfinished = Files.createTempDirectory(home, UNFINISHED + "-");
    commands.initdb(unfinished);
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Finds the server or starts it, and returns its port. */
  int ensureRunning() throws IOException {
    Patience patience = new Patience(PATIENCE);
    Patience withZombies = new Patience(PATIENCE_WITH_ZOMBIES);
    Optional<PostmasterFile> unclear = Optional.empty();
    int starts = 0;
    while (patience.isLeft()) {
      Optional<PostmasterFile> file = PostmasterFile.read(data);
      switch (owner(file)) {
        case NOBODY -> {
          if (starts == MOST_STARTS) {
            throw notRunning("it did not start");
          }
          commands.start(data, starts == 0 ? rememberedPort() : freePort());
          starts++;
        }
        case OUR_SERVER -> {
          Optional<Integer> port = file.filter(PostmasterFile::ready).flatMap(PostmasterFile::port);
          if (port.isPresent() && answers(port.get())) {
            remember(port.get());
            return port.get();
          }
        }
        case UNCLEAR -> {
          if (!file.equals(unclear)) {
            unclear = file;
            withZombies = new Patience(PATIENCE_WITH_ZOMBIES);
          } else if (!withZombies.isLeft()) {
            forget(file.orElseThrow());
          }
        }
        case SOMEBODY_ELSE -> forget(file.orElseThrow());
      }
      pause();
    }
    throw notRunning("it did not answer within %d s".formatted(PATIENCE.toSeconds()));
  }

  /** Stops the server, if it runs. */
  void stop() throws IOException {
    if (owner(PostmasterFile.read(data)) != Owner.OUR_SERVER) {
      return;
    }
    // Immediate is as safe as a power cut: what is committed is there after the next start.
    if (!commands.stop(data, "fast") && !commands.stop(data, "immediate")) {
      throw new IOException(
          "Cannot stop the PostgreSQL kept in '%s': pg_ctl said %s"
              .formatted(home, commands.lastWords()));
    }
  }

  String startCommand(int port) {
    return ShellWords.quoted(commands.startCommand(data, port));
  }

  private IOException notRunning(String found) throws IOException {
    return new IOException(
        "Cannot use the PostgreSQL kept in '%s': %s. Set DATABASE_URL to use another one. Its last words:%n%s"
            .formatted(home, found, commands.lastWords()));
  }

  private Owner owner(Optional<PostmasterFile> file) {
    if (file.isEmpty()) {
      return Owner.NOBODY;
    }
    Optional<Long> pid = file.get().pid();
    if (pid.isEmpty()) {
      return Owner.UNCLEAR;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return Owner.NOBODY;
    }
    return process.get().info().command().map(this::ownerOf).orElse(Owner.UNCLEAR);
  }

  /**
   * The programs lie below our home, so their path says whose server it is, even after an upgrade.
   */
  private Owner ownerOf(String command) {
    Path program = Path.of(command.replaceFirst(" \\(deleted\\)$", ""));
    return program.startsWith(home) && program.endsWith("postgres")
        ? Owner.OUR_SERVER
        : Owner.SOMEBODY_ELSE;
  }

  private boolean answers(int port) throws IOException {
    String url =
        "jdbc:postgresql://127.0.0.1:%s/postgres?user=postgres&connectTimeout=5&socketTimeout=10"
            .formatted(Integer.toString(port));
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT current_setting('data_directory')")) {
      return rows.next() && Files.isSameFile(Path.of(rows.getString(1)), data);
    } catch (SQLException e) {
      // Still starting, or just stopping: the pid file tells which, a moment later.
      return false;
    }
  }

  private void forget(PostmasterFile file) throws IOException {
    if (PostmasterFile.read(data).equals(Optional.of(file))) {
      Files.deleteIfExists(PostmasterFile.file(data));
    }
  }

  private int rememberedPort() throws IOException {
    Path file = home.resolve("port");
    if (Files.exists(file)) {
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (text.matches("[0-9]{1,5}") && isFree(Integer.parseInt(text))) {
        return Integer.parseInt(text);
      }
    }
    return freePort();
  }

  private void remember(int port) throws IOException {
    Files.writeString(home.resolve("port"), Integer.toString(port), StandardCharsets.UTF_8);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause() throws IOException {
    LockSupport.parkNanos(PAUSE.toNanos());
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("Cannot wait for the kept PostgreSQL: interrupted");
    }
  }

  /** Time that runs out. */
  private static final class Patience {
    private final long begun = System.nanoTime();
    private final long nanos;

    Patience(Duration length) {
      this.nanos = length.toNanos();
    }

    boolean isLeft() {
      return System.nanoTime() - begun < nanos;
    }
  }
}
