package dev.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The number of doors: no exported package has more than 15 public types. */
class PublicTypesTest {
  private static final int MOST = 15;

  @Test
  void noExportedPackageHasMoreThanFifteenPublicTypes() throws Exception {
    List<String> packages =
        Pipeline.class.getModule().getDescriptor().exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(Exports::source)
            .toList();

    assertThat(packages).contains("dev.harbor.destination", "dev.harbor.source");
    for (String each : packages) {
      assertThat(publicTypes(each)).as(each).hasSizeBetween(1, MOST);
    }
  }

  private static List<String> publicTypes(String packageName) throws Exception {
    Path classes =
        Path.of(Pipeline.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder(classes, packageName))) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".class") && !name.contains("$") && !name.contains("-info")) {
          Class<?> type = Class.forName(packageName + '.' + name.substring(0, name.length() - 6));
          if (Modifier.isPublic(type.getModifiers())) {
            types.add(type.getSimpleName());
          }
        }
      }
    }
    return types;
  }

  private static Path folder(Path classes, String packageName) throws IOException {
    Path folder = classes.resolve(packageName.replace('.', '/'));
    assertThat(Files.isDirectory(folder)).as(folder.toString()).isTrue();
    return folder;
  }
}
