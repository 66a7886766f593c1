package dev.harbor.postgres;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Binaries of another PostgreSQL than the one on the class path, from beside it in the local Maven
 * repository.
 *
 * @param version as Maven has it, such as 15.18.0
 */
record OtherBinaries(String version) implements PgBinaryResolver {
  private static final String ENTRY = "postgres-linux-x86_64.txz";

  @Override
  public InputStream getPgBinary(String system, String machineHardware) throws IOException {
    URL own = PgBinaryResolver.class.getClassLoader().getResource(ENTRY);
    if (own == null || !(own.openConnection() instanceof JarURLConnection connection)) {
      throw new FileNotFoundException(ENTRY + " on the class path");
    }
    Path jar = Path.of(connection.getJarFile().getName());
    Path folder = Objects.requireNonNull(jar.getParent());
    String known = Objects.requireNonNull(folder.getFileName()).toString();
    Path other =
        folder
            .resolveSibling(version)
            .resolve(Objects.requireNonNull(jar.getFileName()).toString().replace(known, version));
    try (JarFile file = new JarFile(other.toFile())) {
      JarEntry entry = file.getJarEntry(ENTRY);
      if (entry == null) {
        throw new FileNotFoundException(ENTRY + " in " + other);
      }
      return new ByteArrayInputStream(file.getInputStream(entry).readAllBytes());
    }
  }
}
