package dev.harbor.examples.support;

import static dev.harbor.examples.support.ChildProcess.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptPostgresIT {
  @TempDir static Path unpackedOnce;

  @TempDir Path temporary;
  private Path directory = Path.of("");

  @BeforeAll
  static void unpack() throws Exception {
    PostgresBinaries.unpackedUnder(unpackedOnce);
  }

  @BeforeEach
  void aDirectoryWithBlanks() throws IOException {
    directory = Files.createDirectory(temporary.resolve("the user's directory"));
  }

  @AfterEach
  void noServerIsLeft() throws Exception {
    if (isRunning()) {
      long pid = serverPid();
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      await("the server is gone", () -> !isRunning());
      throw new AssertionError("The server was still running: " + pid);
    }
  }

  @Test
  void keepsWhatWasStoredAndItsUrlFromRunToRun() throws Exception {
    String firstUrl;
    try (ChildProcess first = main()) {
      firstUrl = first.readLine();
      assertThat(firstUrl).matches("postgresql://postgres@127\\.0\\.0\\.1:[0-9]+/postgres");
      first.readLine();
      assertThat(first.ask("SHOW fsync")).isEqualTo("on");
      assertThat(first.ask("SHOW synchronous_commit")).isEqualTo("on");
      first.ask("CREATE TABLE kept AS SELECT 42 AS answer");
      end(first);
    }
    assertThat(isRunning()).isFalse();

    try (ChildProcess second = main()) {
      assertThat(second.readLine()).isEqualTo(firstUrl);
      second.readLine();
      assertThat(second.ask("SELECT answer FROM kept")).isEqualTo("42");
      end(second);
    }
    assertThat(isRunning()).isFalse();
  }

  @Test
  void worksFromNothingWithItsOwnBinaries() throws Exception {
    try (ChildProcess main = ChildProcess.java(KeptPostgresMain.class, directory, Map.of())) {
      main.readLine();
      main.readLine();
      assertThat(main.ask("SELECT 1")).isEqualTo("1");
      end(main);
    }
    assertThat(home())
        .isDirectoryNotContaining("glob:**/unpacking-*")
        .isDirectoryNotContaining("glob:**/data.new*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void stopsWithTheMainOnASignal(String signal) throws Exception {
    try (ChildProcess main = main()) {
      main.readLine();
      main.signal(signal);
      assertThat(main.exitStatus())
          .isEqualTo(Map.of("INT", 130, "TERM", 143, "HUP", 129).get(signal));
    }
    assertThat(isRunning()).isFalse();
    assertThat(data().resolve("postmaster.pid")).doesNotExist();
  }

  @Test
  void aSignalDuringTheStartLeavesNoServer() throws Exception {
    try (ChildProcess main = main()) {
      await("the server starts", () -> Files.exists(data().resolve("postmaster.pid")));
      main.signal("TERM");
      assertThat(main.exitStatus()).isEqualTo(143);
    }
    assertThat(isRunning()).isFalse();
  }

  @Test
  void takesOverTheServerOfAKilledMain() throws Exception {
    String url = storedThenKilled();
    long orphan = serverPid();
    assertThat(isRunning()).isTrue();

    try (ChildProcess next = main()) {
      assertThat(next.readLine()).isEqualTo(url);
      next.readLine();
      assertThat(serverPid()).isEqualTo(orphan);
      assertThat(next.ask("SELECT answer FROM kept")).isEqualTo("42");
      end(next);
    }
    assertThat(isRunning()).isFalse();
  }

  @Test
  void startsAgainAfterMainAndServerWereKilled() throws Exception {
    storedThenKilled();
    ProcessHandle.of(serverPid()).orElseThrow().destroyForcibly();

    assertThat(answerOfTheNextMain()).isEqualTo("42");
  }

  @Test
  void twoMainsAtOnceShareTheServerAndTheLastStopsIt() throws Exception {
    try (ChildProcess one = main();
        ChildProcess other = main()) {
      assertThat(one.readLine()).isEqualTo(other.readLine());
      one.readLine();
      other.readLine();
      one.ask("CREATE TABLE shared AS SELECT 7 AS seven");
      end(one);
      assertThat(other.ask("SELECT seven FROM shared")).isEqualTo("7");
      end(other);
    }
    assertThat(isRunning()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unpacking-*/bin/initdb",
        "data.new-*",
        "data.new-*/PG_VERSION",
        "data.new-*/global/pg_control",
        "data",
        "data/postmaster.pid",
        "port"
      })
  void aFirstStartThatWasKilledIsMadeGood(String atTheSightOf) throws Exception {
    if (!atTheSightOf.startsWith("unpacking")) {
      linkBinaries();
    }
    try (ChildProcess first = ChildProcess.java(KeptPostgresMain.class, directory, Map.of())) {
      // The port comes last: on a machine that overslept the sight, the kill is only later.
      await(atTheSightOf + " is there", () -> exists(atTheSightOf) || exists("port"));
      first.kill();
    }

    try (ChildProcess next = main()) {
      next.readLine();
      next.readLine();
      assertThat(next.ask("SELECT 1")).isEqualTo("1");
      end(next);
    }
    assertThat(isRunning()).isFalse();
  }

  @Test
  void forgetsAPidThatNowBelongsToAnotherProgram() throws Exception {
    String pidFile = storedThenKilledWithServer();
    Files.writeString(
        data().resolve("postmaster.pid"),
        pidFile.replaceFirst("[0-9]+", Long.toString(ProcessHandle.current().pid())));

    assertThat(answerOfTheNextMain()).isEqualTo("42");
  }

  @Test
  void forgetsAPidThatNobodyEverAsksForItsStatus() throws Exception {
    String pidFile = storedThenKilledWithServer();
    List<String> parentOfAZombie = List.of("sh", "-c", "sh -c 'exit 0' & echo $!; exec sleep 300");
    try (ChildProcess parent = ChildProcess.of(parentOfAZombie, directory, Map.of())) {
      Files.writeString(
          data().resolve("postmaster.pid"), pidFile.replaceFirst("[0-9]+", parent.readLine()));

      assertThat(answerOfTheNextMain()).isEqualTo("42");
    }
  }

  @Test
  void takesAnotherPortWhereTheRememberedOneIsTaken() throws Exception {
    int port = URI.create(stored()).getPort();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        ChildProcess next = main()) {
      assertThat(URI.create(next.readLine()).getPort()).isNotEqualTo(taken.getLocalPort());
      next.readLine();
      assertThat(next.ask("SELECT answer FROM kept")).isEqualTo("42");
      end(next);
    }
  }

  @Test
  void itsCommandStartsItAgainWhenPasted() throws Exception {
    String url;
    String command;
    try (ChildProcess main = main()) {
      url = main.readLine();
      command = main.readLine();
      main.ask("CREATE TABLE kept AS SELECT 42 AS answer");
      end(main);
    }
    assertThat(isRunning()).isFalse();

    Path output = temporary.resolve("output");
    int status =
        new ProcessBuilder("sh", "-c", command)
            .directory(temporary.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(output)).isZero();
    assertThat(answer(url)).isEqualTo("42");

    assertThat(answerOfTheNextMain()).isEqualTo("42");
    assertThat(isRunning()).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theServerKnowsNothingOfTheCallersSecrets() throws Exception {
    linkBinaries();
    Map<String, String> secret = Map.of("REDDIT_CLIENT_SECRET", "hush");
    try (ChildProcess main = ChildProcess.java(KeptPostgresMain.class, directory, secret)) {
      main.readLine();
      Path environment = Path.of("/proc", Long.toString(serverPid()), "environ");
      assertThat(Files.readString(environment))
          .contains("PATH=")
          .doesNotContain("REDDIT_CLIENT_SECRET");
      end(main);
    }
  }

  @Test
  void refusesADirectoryWhosePathAShellWouldChange() {
    assertThatThrownBy(() -> KeptPostgres.start(temporary.resolve("a$b")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot keep a PostgreSQL in '")
        .hasMessageEndingWith(
            "': its path has one of the characters $ ` \" \\, which pg_ctl does not stand. Use another working"
                + " directory, or set DATABASE_URL");
  }

  @Test
  void saysWhatTheServerSaidWhenItDoesNotStart() throws Exception {
    stored();
    Files.writeString(data().resolve("PG_VERSION"), "9\n");

    assertThatThrownBy(() -> KeptPostgres.start(directory))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "Cannot use the PostgreSQL kept in '" + home().toRealPath() + "': it did not start.")
        .hasMessageContaining("Set DATABASE_URL to use another one")
        .hasMessageContaining("not compatible with this version");
  }

  @Test
  void refusesASecondUseInOneProcess() throws Exception {
    linkBinaries();
    try (KeptPostgres kept = KeptPostgres.start(directory)) {
      assertThatThrownBy(() -> KeptPostgres.start(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Cannot use the PostgreSQL kept in '%s': this process uses it already"
                  .formatted(home().toRealPath()));
      assertThat(answer(kept.url(), "SELECT 1")).isEqualTo("1");
    }
  }

  /** A main in the directory; the binaries are there already, which saves a second. */
  private ChildProcess main() throws IOException {
    linkBinaries();
    return ChildProcess.java(KeptPostgresMain.class, directory, Map.of());
  }

  private void end(ChildProcess main) throws Exception {
    main.endInput();
    assertThat(main.exitStatus()).as(main.errors()).isZero();
    assertThat(main.errors()).isEmpty();
  }

  private String stored() throws Exception {
    try (ChildProcess main = main()) {
      String url = main.readLine();
      main.readLine();
      main.ask("CREATE TABLE kept AS SELECT 42 AS answer");
      end(main);
      return url;
    }
  }

  private String storedThenKilled() throws Exception {
    try (ChildProcess main = main()) {
      String url = main.readLine();
      main.readLine();
      main.ask("CREATE TABLE kept AS SELECT 42 AS answer");
      main.kill();
      return url;
    }
  }

  private String storedThenKilledWithServer() throws Exception {
    storedThenKilled();
    String pidFile = Files.readString(data().resolve("postmaster.pid"));
    ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();
    server.destroyForcibly();
    await("the server is gone", () -> !isRunning());
    return pidFile;
  }

  private String answerOfTheNextMain() throws Exception {
    try (ChildProcess next = main()) {
      next.readLine();
      next.readLine();
      String answer = next.ask("SELECT answer FROM kept");
      end(next);
      return answer;
    }
  }

  private static String answer(String url) throws SQLException {
    return answer(url, "SELECT answer FROM kept");
  }

  private static String answer(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(KeptPostgresMain.jdbc(url));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private Path home() {
    return directory.resolve(".harbor").resolve("postgres");
  }

  private Path data() {
    return home().resolve("data");
  }

  private long serverPid() throws IOException {
    return PostmasterFile.read(data()).orElseThrow().pid().orElseThrow();
  }

  /** Whether a live postgres has our data directory; a zombie is none. */
  private boolean isRunning() {
    try {
      String home = Files.exists(home()) ? home().toRealPath().toString() : home().toString();
      return PostmasterFile.read(data())
          .flatMap(PostmasterFile::pid)
          .flatMap(ProcessHandle::of)
          .flatMap(process -> process.info().command())
          .filter(command -> command.startsWith(home))
          .isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean exists(String glob) {
    if (!Files.isDirectory(home())) {
      return false;
    }
    String first = glob.contains("/") ? glob.substring(0, glob.indexOf('/')) : glob;
    String rest = glob.substring(first.length()).replaceFirst("^/", "");
    try (var matches = Files.newDirectoryStream(home(), first)) {
      for (Path match : matches) {
        if (Files.exists(match.resolve(rest))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void linkBinaries() throws IOException {
    Path version;
    try (Stream<Path> versions = Files.list(unpackedOnce)) {
      version = versions.toList().get(0);
    }
    Path target = home().resolve(version.getFileName());
    if (Files.exists(target)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(version)) {
      for (Path path : tree.toList()) {
        Path copy = target.resolve(version.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else if (Files.isSymbolicLink(path)) {
          Files.createSymbolicLink(copy, Files.readSymbolicLink(path));
        } else {
          Files.createLink(copy, path);
        }
      }
    }
  }
}
