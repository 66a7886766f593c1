package dev.harbor.examples.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.examples.support.ChildProcess;
import dev.harbor.examples.support.KeptPostgres;
import dev.harbor.reddit.simulator.RedditSimulator;
import dev.harbor.reddit.simulator.SimulatorOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles and runs the README's program in a project that has only its two dependencies, from a
 * local repository that only our own artifacts were installed into.
 */
@DisabledIf(
    value = "dev.harbor.examples.launcher.LauncherIT#isRepeated",
    disabledReason = "Maven sees neither this JVM nor its arguments")
class OutsideProjectIT {
  private static final Pattern PROGRAM = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

  @TempDir static Path temporary;
  private static Path repository = Path.of("");
  private static Path settings = Path.of("");
  private static String program = "";
  private static KeptPostgres postgres;
  private static RedditSimulator reddit;

  @TempDir Path project = Path.of("");

  @BeforeAll
  static void installOurArtifacts() throws Exception {
    repository = Files.createDirectory(temporary.resolve("repository"));
    settings = Files.writeString(temporary.resolve("settings.xml"), settings());
    Matcher readme = PROGRAM.matcher(Files.readString(Checkout.origin().resolve("README.md")));
    assertThat(readme.find()).isTrue();
    program = readme.group(1);
    Path checkout = temporary.resolve("checkout");
    Checkout.copy(Checkout.origin(), checkout, OutsideProjectIT::isNoSourceAndNoClass);
    // The classes are there; what is older than its source is compiled again all the same.
    maven(
        checkout,
        "-Dquick",
        "-Dmaven.test.skip=true",
        "-Dmaven.compiler.useIncrementalCompilation=false",
        "-pl",
        "harbor-reddit-source,harbor-postgres-destination",
        "-am",
        "install");
    postgres = KeptPostgres.start(temporary);
    reddit =
        RedditSimulator.start(
            SimulatorOptions.defaults().withHistory(Duration.ofDays(1)).withUsers(40));
  }

  @AfterAll
  static void stop() throws IOException {
    reddit.close();
    postgres.close();
  }

  @Test
  void theReadmesProgramRunsOnTheClassPathAndOnTheModulePath() throws Exception {
    write("LoadReddit.java", program);
    List<String> classPath = compile();
    String first = run(List.of("-cp", path(classPath), "LoadReddit"));
    long posts = posts();
    assertThat(first).contains("submissions: loaded").contains("new table submissions");
    assertThat(posts).isPositive();

    Files.delete(project.resolve("src/main/java/LoadReddit.java"));
    write("my/loader/LoadReddit.java", "package my.loader;\n\n" + program);
    write(
        "module-info.java",
        "module my.loader {\n  requires dev.harbor.postgres;\n  requires dev.harbor.reddit;\n}\n");
    List<String> modulePath = compile();
    reddit.advance(Duration.ofHours(12));
    String second =
        run(List.of("--module-path", path(modulePath), "-m", "my.loader/my.loader.LoadReddit"));
    assertThat(second).contains("submissions: loaded").doesNotContain("new table submissions,");
    assertThat(posts()).isGreaterThan(posts);
  }

  /** What is on the class path, the project's own classes first. */
  private List<String> compile() throws Exception {
    Files.writeString(project.resolve("pom.xml"), pom());
    maven(project, "clean", "compile", "dependency:build-classpath", "-Dmdep.outputFile=jars");
    List<String> path = new ArrayList<>();
    path.add(project.resolve("target/classes").toString());
    path.addAll(List.of(Files.readString(project.resolve("jars")).split(File.pathSeparator)));
    assertThat(path.subList(1, path.size()))
        .allMatch(jar -> jar.startsWith(repository.toString()))
        .anyMatch(jar -> jar.contains("harbor-reddit-source"));
    return path;
  }

  private String run(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Map<String, String> environment =
        Map.of(
            "DATABASE_URL", postgres.url(),
            "REDDIT_CLIENT_ID", reddit.clientId(),
            "REDDIT_CLIENT_SECRET", reddit.clientSecret(),
            "REDDIT_USER_AGENT", "linux:dev.harbor.test:0.1 (by /u/harbor_dev)",
            "REDDIT_OAUTH_URL", reddit.baseUrl(),
            "REDDIT_TOKEN_URL", reddit.tokenUrl());
    try (ChildProcess main = ChildProcess.of(command, project, environment)) {
      String out = main.rest();
      assertThat(main.exitStatus()).as(main.errors()).isZero();
      return out;
    }
  }

  private static long posts() throws Exception {
    String jdbc = postgres.url().replace("postgresql://postgres@", "jdbc:postgresql://");
    try (Connection connection = DriverManager.getConnection(jdbc, "postgres", "");
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("SELECT count(*), count(DISTINCT id) FROM raw.submissions")) {
      row.next();
      assertThat(row.getLong(1)).isEqualTo(row.getLong(2));
      return row.getLong(1);
    }
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve("src/main/java").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static String path(List<String> entries) {
    return String.join(File.pathSeparator, entries);
  }

  private static void maven(Path directory, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Checkout.origin().resolve(".mvn/maven").toString());
    command.addAll(List.of("-q", "-B", "-ntp", "-s", settings.toString()));
    command.add("-Dmaven.repo.local=" + repository);
    command.addAll(List.of(arguments));
    try (ChildProcess maven = ChildProcess.of(command, directory, Map.of("MAVEN_OPTS", ""))) {
      String out = maven.rest();
      assertThat(maven.exitStatus()).as(out + maven.errors()).isZero();
    }
  }

  private static boolean isNoSourceAndNoClass(Path directory) {
    String name = directory.getFileName().toString();
    Path parent = directory.getParent();
    if (parent != null && parent.endsWith("target")) {
      return !name.equals("classes");
    }
    return List.of(".git", ".harbor", "docs", "test", "benchmarks").contains(name);
  }

  /** Third-party jars come from this machine's repository, our own never: they are snapshots. */
  private static String settings() {
    String filled =
        """
        <id>filled</id>
        <url>%s</url>
        <snapshots><enabled>false</enabled></snapshots>
        """
            .formatted(Path.of(System.getProperty("harbor.test.repository")).toUri());
    return """
    <settings>
      <profiles>
        <profile>
          <id>filled</id>
          <repositories><repository>%1$s</repository></repositories>
          <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
        </profile>
      </profiles>
      <activeProfiles><activeProfile>filled</activeProfile></activeProfiles>
    </settings>
    """
        .formatted(filled);
  }

  private static String pom() throws IOException {
    Matcher version =
        Pattern.compile("<version>([^<]+)</version>")
            .matcher(Files.readString(Checkout.origin().resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>my</groupId>
      <artifactId>loader</artifactId>
      <version>1</version>
      <properties>
        <maven.compiler.release>17</maven.compiler.release>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
      </properties>
      <dependencies>
        %s
        %s
      </dependencies>
      <build>
        <plugins>
          %s
          %s
          %s
          <plugin>
            <artifactId>maven-compiler-plugin</artifactId>
            <version>3.16.0</version>
            <configuration>
              <showWarnings>true</showWarnings>
              <compilerArgs><arg>-Xlint:all,-requires-automatic</arg><arg>-Werror</arg></compilerArgs>
            </configuration>
          </plugin>
        </plugins>
      </build>
    </project>
    """
        .formatted(
            dependency("harbor-reddit-source", version.group(1)),
            dependency("harbor-postgres-destination", version.group(1)),
            plugin("maven-clean-plugin", "3.5.0"),
            plugin("maven-resources-plugin", "3.3.1"),
            plugin("maven-dependency-plugin", "3.8.1"));
  }

  private static String dependency(String artifact, String version) {
    return "<dependency><groupId>dev.harbor</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
        .formatted(artifact, version);
  }

  private static String plugin(String artifact, String version) {
    return "<plugin><artifactId>%s</artifactId><version>%s</version></plugin>"
        .formatted(artifact, version);
  }
}
