package dev.harbor.examples.support;

import dev.harbor.postgres.PostgresDestination;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL that a program loads into: the one of {@code DATABASE_URL}, else one that is kept
 * in the working directory.
 */
public final class Database implements AutoCloseable {
  private final PostgresDestination destination;
  private final @Nullable KeptPostgres kept;

  private Database(PostgresDestination destination, @Nullable KeptPostgres kept) {
    this.destination = destination;
    this.kept = kept;
  }

  /**
   * Checks the settings without contacting anything.
   *
   * @throws UsageException if they cannot be used
   */
  public static void check(Settings settings) {
    if (settings.find("DATABASE_URL").isPresent()) {
      connect(settings.find("DATABASE_URL").get()).close();
    } else if (settings.find("SUPABASE_URL").isPresent()
        || settings.find("SUPABASE_KEY").isPresent()) {
      throw new UsageException(
          "Cannot load through SUPABASE_URL and SUPABASE_KEY: an API key cannot create or load tables. Set"
              + " DATABASE_URL to the connection string that Supabase shows under Connect (postgresql://...)");
    }
  }

  /**
   * Opens the database.
   *
   * @param workingDirectory where a kept one lives
   * @throws IOException if the kept one does not start
   */
  public static Database open(Settings settings, Path workingDirectory) throws IOException {
    check(settings);
    if (settings.find("DATABASE_URL").isPresent()) {
      return new Database(connect(settings.find("DATABASE_URL").get()), null);
    }
    KeptPostgres kept = KeptPostgres.start(workingDirectory);
    return new Database(PostgresDestination.fromUrl(kept.url()), kept);
  }

  private static PostgresDestination connect(String url) {
    try {
      return PostgresDestination.fromUrl(url);
    } catch (IllegalArgumentException e) {
      throw new UsageException("Cannot use DATABASE_URL: " + e.getMessage());
    }
  }

  /** Where rows go. */
  public PostgresDestination destination() {
    return destination;
  }

  /** Says how to come back to a database that is kept. */
  public void describe(PrintStream out) {
    if (kept != null) {
      out.println();
      out.println("The rows are in the PostgreSQL kept under .harbor; start it again with");
      out.println("  " + kept.startCommand());
      out.println("and connect to " + kept.url());
    }
  }

  @Override
  public void close() throws IOException {
    destination.close();
    if (kept != null) {
      kept.close();
    }
  }
}
