package dev.harbor.examples.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void readsAnOptionInBothForms() {
    assertThat(files("--table", "posts", "a").find("table")).contains("posts");
    assertThat(files("--table=posts", "a").find("table")).contains("posts");
    assertThat(files("--table==x=", "a").find("table")).contains("=x=");
    assertThat(files("a").find("table")).isEmpty();
  }

  @Test
  void readsFlagsAndOperandsInAnyOrder() {
    Arguments arguments = files("a", "--loud", "-", "--", "--table");

    assertThat(arguments.has("loud")).isTrue();
    assertThat(arguments.has("table")).isFalse();
    assertThat(arguments.operands()).containsExactly("a", "-", "--table");
  }

  @Test
  void readsListsNumbersAndWords() {
    Arguments arguments = files("--table", " a ,b", "--rows=12", "a");

    assertThat(arguments.list("table")).containsExactly("a", "b");
    assertThat(arguments.list("mode")).isEmpty();
    assertThat(arguments.wholeNumber("rows")).hasValue(12);
    assertThat(arguments.wholeNumber("mode")).isEmpty();
    assertThat(files("--mode", "merge", "a").oneOf("mode", List.of("append", "merge")))
        .contains("merge");
    assertThat(arguments.oneOf("mode", List.of("append", "merge"))).isEmpty();
  }

  @Test
  void aValueThatMayBeLeftOutIsTakenIfItIsThere() {
    CommandLine words =
        CommandLine.of("Words", "Reads words.")
            .option("words", "a,b", "x,y", "words")
            .flag("z", "z");

    assertThat(words.parse("--words", "--z").list("words")).containsExactly("x", "y");
    assertThat(words.parse("--z", "--words").list("words")).containsExactly("x", "y");
    assertThat(words.parse("--words", "p,q").list("words")).containsExactly("p", "q");
    assertThat(words.parse("--words=p").list("words")).containsExactly("p");
    assertThat(words.parse("--z").has("words")).isFalse();
  }

  @Test
  void aValueMayBeginWithADash() {
    assertThat(files("--table", "-1", "a").find("table")).contains("-1");
    assertThat(files("--table=--loud", "a").find("table")).contains("--loud");
  }

  @Test
  void refusesAnOptionItDoesNotKnow() {
    assertRefused("there is no option '--tabel'", "--tabel", "x", "a");
    assertRefused("there is no option '--tabel'", "--tabel=x", "a");
    assertRefused("there is no option '-t'", "-t", "a");
    assertRefused("there is no option '--'", "--=x", "a");
  }

  @Test
  void refusesAnOptionWithoutItsValue() {
    String found = "option '--table' has no value, '--table=T' is expected";

    assertRefused(found, "a", "--table");
    assertRefused(found, "a", "--table=");
    assertRefused(found, "a", "--table", "");
    assertRefused(found, "--table", "--loud", "a");
    assertRefused(found, "--table", "--", "a");
  }

  @Test
  void refusesAFlagWithAValue() {
    assertRefused("option '--loud' has a value, none is expected", "--loud=yes", "a");
  }

  @Test
  void refusesWhatIsGivenTwice() {
    assertRefused(
        "option '--table' is given twice, once at most is expected",
        "--table",
        "a",
        "--table=b",
        "c");
    assertRefused(
        "option '--loud' is given twice, once at most is expected", "--loud", "--loud", "c");
  }

  @Test
  void refusesOperandsThatDoNotFit() {
    assertRefused("found no FILE, at least one is expected", "--loud");
    assertThatThrownBy(() -> CommandLine.of("QuickStart", "Loads.").parse("a"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Cannot read the arguments of QuickStart: found 'a', only options are expected. See QuickStart --help");
  }

  @Test
  void namesTheOptionWhoseValueCannotBeRead() {
    assertThatThrownBy(() -> files("--table=a,,b", "a").list("table"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Cannot read option '--table' of JsonToPostgres: an empty part is found, a list as a,b is expected");
    assertThatThrownBy(() -> files("--rows=1e3", "a").wholeNumber("rows"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Cannot read option '--rows' of JsonToPostgres: '1e3' is found, a whole number is expected");
    assertThatThrownBy(() -> files("--mode=MERGE", "a").oneOf("mode", List.of("append", "merge")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Cannot read option '--mode' of JsonToPostgres: 'MERGE' is found, one of append, merge is expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void helpIsAskedForWhateverElseIsThere(String help) {
    assertThat(files("--tabel", help).isHelp()).isTrue();
    assertThat(files("a", "--", help).isHelp()).isFalse();
  }

  @Test
  void theHelpListsEverything() {
    assertThat(filesCommand().help())
        .isEqualTo(
            """
            Usage: run JsonToPostgres [options] FILE…

            Loads files of JSON.

              FILE       what to load
              --table T  where to
              --rows N   how many
              --mode M   how
              --loud     says more
              --help     shows this
            """);
  }

  @Test
  void refusesToReadOrDeclareAnOptionWrongly() {
    assertThatThrownBy(() -> files("a").find("tabel"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read '--tabel': the command line does not declare it");
    assertThatThrownBy(() -> files("--help").find("table"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot read '--table': the call asks for help");
    assertThatThrownBy(() -> filesCommand().flag("table", "again"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot declare option '--table': it is there already");
  }

  private static void assertRefused(String found, String... arguments) {
    assertThatThrownBy(() -> files(arguments))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Cannot read the arguments of JsonToPostgres: "
                + found
                + ". See JsonToPostgres --help");
  }

  private static Arguments files(String... arguments) {
    return filesCommand().parse(arguments);
  }

  private static CommandLine filesCommand() {
    return CommandLine.of("JsonToPostgres", "Loads files of JSON.")
        .option("table", "T", "where to")
        .option("rows", "N", "how many")
        .option("mode", "M", "how")
        .flag("loud", "says more")
        .operands("FILE", "what to load");
  }
}
