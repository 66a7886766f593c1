package dev.harbor.examples.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL that is kept in {@code .harbor/postgres} of a working directory, for programs that
 * were given none.
 *
 * <p>It runs while a program uses it: the first starts it, or takes over what a killed one left;
 * the last stops it, by {@link #close} or when the JVM ends. Everything that is committed stays,
 * whatever is killed when. Thread-safe.
 */
public final class KeptPostgres implements AutoCloseable {
  private final Path home;
  private final Path users;
  private final Thread hook = new Thread(this::stopAtEnd, "harbor-kept-postgres-stop");
  private @Nullable PostgresCluster cluster;
  private @Nullable KeptLock use;
  private int port;
  private String startCommand = "";

  private KeptPostgres(Path home) {
    this.home = home;
    this.users = home.resolve("users");
  }

  /**
   * Makes sure that the directory's server runs; the first time this unpacks and creates it, which
   * takes some seconds.
   *
   * @param workingDirectory whose {@code .harbor} folder keeps the data
   * @return the running server, to be closed
   * @throws IOException if it cannot be created or does not start; what an earlier run stored is
   *     still there
   */
  public static KeptPostgres start(Path workingDirectory) throws IOException {
    Path home =
        Files.createDirectories(
            workingDirectory.toAbsolutePath().resolve(".harbor").resolve("postgres"));
    KeptPostgres kept = new KeptPostgres(requirePlain(home.toRealPath()));
    // Before the server is there: a Ctrl-C in between waits for the start, and stops it.
    Runtime.getRuntime().addShutdownHook(kept.hook);
    try {
      kept.open();
      return kept;
    } catch (IOException | RuntimeException e) {
      try {
        kept.close();
      } catch (IOException alsoThis) {
        e.addSuppressed(alsoThis);
      }
      throw e;
    }
  }

  /** pg_ctl puts paths between double quotes and hands them to a shell. */
  private static Path requirePlain(Path home) throws IOException {
    if (home.toString().matches(".*[$`\"\\\\\n].*")) {
      throw new IOException(
          ("Cannot keep a PostgreSQL in '%s': its path has one of the characters $ ` \" \\, which pg_ctl does not stand."
                  + " Use another working directory, or set DATABASE_URL")
              .formatted(home));
    }
    return home;
  }

  private synchronized void open() throws IOException {
    KeptLock.whileAlone(
        home.resolve("lock"),
        () -> {
          use = KeptLock.shared(users);
          PostgresCommands commands =
              new PostgresCommands(PostgresBinaries.unpackedUnder(home), home);
          cluster = new PostgresCluster(home, commands);
          cluster.create();
          port = cluster.ensureRunning();
          startCommand = cluster.startCommand(port);
        });
  }

  /**
   * Where the server is, as a connection URL.
   *
   * @return a {@code postgresql://} URL without a password: it takes connections of this machine
   *     only
   */
  public String url() {
    return "postgresql://postgres@127.0.0.1:" + port + "/postgres";
  }

  /**
   * Tells how to start the server again after the program's end.
   *
   * @return one command, to be pasted into a shell
   */
  public String startCommand() {
    return startCommand;
  }

  /**
   * Stops the server, unless another program uses it. A second call does nothing.
   *
   * @throws IOException if it does not stop; what is committed is safe all the same
   */
  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook finds everything done, or does it.
    }
    release();
  }

  private synchronized void release() throws IOException {
    KeptLock held = use;
    if (held == null) {
      return;
    }
    use = null;
    KeptLock.whileAlone(
        home.resolve("lock"),
        () -> {
          boolean last = held.releaseAsLast(users);
          if (last && cluster != null) {
            cluster.stop();
          }
        });
  }

  private void stopAtEnd() {
    try {
      release();
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }
}
