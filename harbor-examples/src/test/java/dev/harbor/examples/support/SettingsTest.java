package dev.harbor.examples.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Setting ID = new Setting("CLIENT_ID", "the id of the application");
  private static final Setting SECRET =
      new Setting("CLIENT_SECRET", "the secret of the application");

  @TempDir Path directory = Path.of("");

  @Test
  void readsTheEnvironmentWhereThereIsNoFile() {
    Settings settings = Settings.of(Map.of("NAME", "value"), directory);

    assertThat(settings.find("NAME")).contains("value");
    assertThat(settings.find("OTHER")).isEmpty();
  }

  @Test
  void theEnvironmentWinsEvenWhereItIsEmpty() throws IOException {
    Settings settings = settings(Map.of("A", "environment", "B", ""), "A=file", "B=file", "C=file");

    assertThat(settings.find("A")).contains("environment");
    assertThat(settings.find("B")).isEmpty();
    assertThat(settings.find("C")).contains("file");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "A=plain|plain",
        "export A=exported|exported",
        "  A = spaced out  |spaced out",
        "A=before # comment|before",
        "A=no#comment|no#comment",
        "A='single # quoted $B \\n'|single # quoted $B \\n",
        "A=\"double # quoted\" # comment|double # quoted",
        "A=\"say \\\"yes\\\" to \\\\\"|say \"yes\" to \\",
        "A=\"cost \\$5\\d\"|cost $5\\d",
        "A=a=b|a=b",
        "A=it's|it's",
        "A=''|~~",
        "A= # nothing|~~",
        "A=|~~",
      })
  void readsALineOfTheFile(String line, String value) throws IOException {
    assertThat(settings(Map.of(), line).find("A").orElse("")).isEqualTo(value);
  }

  @Test
  void turnsEscapesInDoubleQuotesIntoCharacters() throws IOException {
    assertThat(settings(Map.of(), "A=\"a\\nb\\tc\\rd\"").find("A")).contains("a\nb\tc\rd");
  }

  @Test
  void skipsCommentsBlankLinesAndAByteOrderMark() throws IOException {
    Settings settings =
        settings(Map.of(), "\uFEFF# comment", "", "   ", "  # indented", "A=1\r", "A=2");

    assertThat(settings.find("A")).contains("2");
    assertThat(settings).hasToString("Settings[A]");
  }

  @Test
  void aLongQuotedValueIsReadWhole() throws IOException {
    String value = "x\\\\y".repeat(50_000);

    assertThat(settings(Map.of(), "A=\"" + value + "\"").find("A")).contains("x\\y".repeat(50_000));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "hush|no assignment found, NAME=value expected",
        "1A=hush|no assignment found, NAME=value expected",
        "A B=hush|no assignment found, NAME=value expected",
        "A='hush|a quote is not closed, its end is expected on the same line",
        "A=\"hush\\\"|a quote is not closed, its end is expected on the same line",
        "A='hush' hush|text found after the closing quote, only a comment is expected there",
        "A=\"hush\"#hush|text found after the closing quote, only a comment is expected there",
      })
  void namesTheLineThatCannotBeReadAndNotWhatStandsThere(String line, String found) {
    assertThatThrownBy(() -> settings(Map.of(), "# first", line))
        .isInstanceOf(UsageException.class)
        .hasMessage("Cannot read '.env': in line 2 " + found);
  }

  @Test
  void refusesAFileThatIsNotUtf8() throws IOException {
    Files.write(directory.resolve(".env"), "A=\u00fc".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Settings.of(Map.of(), directory))
        .isInstanceOf(UsageException.class)
        .hasMessage("Cannot read '.env': found bytes that are not UTF-8. Save it as UTF-8");
  }

  @Test
  void refusesADirectoryInTheFilesPlace() throws IOException {
    Files.createDirectory(directory.resolve(".env"));

    assertThatThrownBy(() -> Settings.of(Map.of(), directory))
        .isInstanceOf(UsageException.class)
        .hasMessage("Cannot read '.env': a readable file was expected. Check its permissions");
  }

  @Test
  void givesAllThatIsRequired() {
    Settings settings = Settings.of(Map.of("CLIENT_ID", "id", "CLIENT_SECRET", "hush"), directory);

    assertThat(settings.required(ID, SECRET))
        .containsExactly(Map.entry("CLIENT_ID", "id"), Map.entry("CLIENT_SECRET", "hush"));
    assertThat(settings.toString()).doesNotContain("hush");
  }

  @Test
  void namesTheOneThatIsMissing() {
    Settings settings = Settings.of(Map.of("CLIENT_SECRET", "hush"), directory);

    assertThatThrownBy(() -> settings.required(ID, SECRET))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Cannot start: CLIENT_ID (the id of the application) is not set. Set it in the environment or in the file"
                + " .env of the working directory");
  }

  @Test
  void namesAllThatAreMissingAtOnce() {
    Settings settings = Settings.of(Map.of("CLIENT_ID", " "), directory);

    assertThatThrownBy(() -> settings.required(ID, SECRET))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Cannot start: CLIENT_ID (the id of the application), CLIENT_SECRET (the secret of the application) are"
                + " not set. Set them in the environment or in the file .env of the working directory");
  }

  private Settings settings(Map<String, String> environment, String... lines) throws IOException {
    Files.writeString(directory.resolve(".env"), String.join("\n", lines));
    return Settings.of(environment, directory);
  }
}
