package dev.harbor.examples.support;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program accepts on its command line: options with a value, flags, operands.
 *
 * <p>Strict: what is not declared is refused by name, and so is an option given twice. {@code
 * --name value} and {@code --name=value} mean the same; a value that begins with {@code --} needs
 * the second form. After {@code --} all are operands, and a lone {@code -} is one too. Confined to
 * one thread.
 */
public final class CommandLine {
  /** How many operands a program takes. */
  public enum Operands {
    /** None. */
    NONE,
    /** One or more. */
    SOME
  }

  private record Option(@Nullable String value, @Nullable String whenWithout, String meaning) {}

  private final String program;
  private final String summary;
  private final Map<String, Option> options = new LinkedHashMap<>();
  private Operands operands = Operands.NONE;
  private String operandName = "";
  private String operandMeaning = "";

  private CommandLine(String program, String summary) {
    this.program = program;
    this.summary = summary;
  }

  /**
   * Begins the command line of a program that takes nothing but {@code --help}.
   *
   * @param program the program's name
   * @param summary one or two sentences for {@code --help}
   * @return to be added to
   */
  public static CommandLine of(String program, String summary) {
    return new CommandLine(requireNonNull(program, "program"), requireNonNull(summary, "summary"));
  }

  /**
   * Accepts an option with a value.
   *
   * @param name without dashes
   * @param value what stands for the value in the help, as {@code a,b}
   * @param meaning one line for the help
   * @return this
   */
  public CommandLine option(String name, String value, String meaning) {
    return add(
        name, new Option(requireNonNull(value, "value"), null, requireNonNull(meaning, "meaning")));
  }

  /**
   * Accepts an option whose value may be left out.
   *
   * @param name without dashes
   * @param value what stands for the value in the help, as {@code a,b}
   * @param whenWithout the value if none is written
   * @param meaning one line for the help
   * @return this
   */
  public CommandLine option(String name, String value, String whenWithout, String meaning) {
    requireNonNull(whenWithout, "whenWithout");
    return add(
        name,
        new Option(
            requireNonNull(value, "value"), whenWithout, requireNonNull(meaning, "meaning")));
  }

  /**
   * Accepts an option without a value.
   *
   * @param name without dashes
   * @param meaning one line for the help
   * @return this
   */
  public CommandLine flag(String name, String meaning) {
    return add(name, new Option(null, null, requireNonNull(meaning, "meaning")));
  }

  /**
   * Accepts one or more operands.
   *
   * @param name what stands for one in the help, as {@code FILE}
   * @param meaning one line for the help
   * @return this
   */
  public CommandLine operands(String name, String meaning) {
    operands = Operands.SOME;
    operandName = requireNonNull(name, "name");
    operandMeaning = requireNonNull(meaning, "meaning");
    return this;
  }

  private CommandLine add(String name, Option option) {
    if (name.equals("help") || options.putIfAbsent(name, option) != null) {
      throw new IllegalArgumentException(
          "Cannot declare option '--%s': it is there already".formatted(name));
    }
    return this;
  }

  /**
   * Reads the arguments of a call. With {@code --help} among them nothing else is looked at.
   *
   * @param arguments what main was given
   * @return what they say
   * @throws UsageException if an option is unknown, doubled or lacks its value, or the operands do
   *     not fit
   */
  public Arguments parse(String... arguments) {
    if (asksForHelp(arguments)) {
      return Arguments.askingForHelp();
    }

    Map<String, String> given = new LinkedHashMap<>();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals("--")) {
        rest.addAll(List.of(arguments).subList(i + 1, arguments.length));
        break;
      }
      if (!argument.startsWith("-") || argument.equals("-")) {
        rest.add(argument);
        continue;
      }

      int equals = argument.indexOf('=');
      String written = equals < 0 ? argument : argument.substring(0, equals);
      Option option = requireKnown(written);
      String value;
      if (option.value() == null) {
        value = requireNoValue(written, equals);
      } else if (equals >= 0) {
        value = requireValue(written, option, argument.substring(equals + 1));
      } else if (option.whenWithout() != null && !isValue(arguments, i + 1)) {
        value = option.whenWithout();
      } else {
        i++;
        value = requireValue(written, option, i < arguments.length ? arguments[i] : "--");
        requireNotAnOption(written, option, value);
      }
      if (given.putIfAbsent(written.substring(2), value) != null) {
        throw refused("option '%s' is given twice, once at most is expected".formatted(written));
      }
    }
    return new Arguments(program, options.keySet(), given, requireFitting(rest));
  }

  private static boolean isValue(String[] arguments, int at) {
    return at < arguments.length && !arguments[at].startsWith("-");
  }

  private static boolean asksForHelp(String... arguments) {
    for (String argument : arguments) {
      if (argument.equals("--")) {
        return false;
      }
      if (argument.equals("--help") || argument.equals("-h")) {
        return true;
      }
    }
    return false;
  }

  private Option requireKnown(String written) {
    Option option = written.startsWith("--") ? options.get(written.substring(2)) : null;
    if (option == null) {
      throw refused("there is no option '%s'".formatted(written));
    }
    return option;
  }

  private String requireNoValue(String written, int equals) {
    if (equals >= 0) {
      throw refused("option '%s' has a value, none is expected".formatted(written));
    }
    return "";
  }

  private String requireValue(String written, Option option, String value) {
    if (value.isEmpty()) {
      throw withoutValue(written, option);
    }
    return value;
  }

  private void requireNotAnOption(String written, Option option, String value) {
    if (value.startsWith("--")) {
      throw withoutValue(written, option);
    }
  }

  private UsageException withoutValue(String written, Option option) {
    return refused(
        "option '%s' has no value, '%s=%s' is expected"
            .formatted(written, written, option.value()));
  }

  private List<String> requireFitting(List<String> rest) {
    if (operands == Operands.NONE && !rest.isEmpty()) {
      throw refused("found '%s', only options are expected".formatted(rest.get(0)));
    }
    if (operands == Operands.SOME && rest.isEmpty()) {
      throw refused("found no %s, at least one is expected".formatted(operandName));
    }
    return rest;
  }

  private UsageException refused(String what) {
    return new UsageException(
        "Cannot read the arguments of %s: %s. See %s --help".formatted(program, what, program));
  }

  /**
   * Describes the command line to a human.
   *
   * @return several lines
   */
  public String help() {
    Map<String, String> entries = new LinkedHashMap<>();
    if (operands == Operands.SOME) {
      entries.put(operandName, operandMeaning);
    }
    options.forEach(
        (name, option) ->
            entries.put(
                option.value() == null ? "--" + name : "--" + name + " " + option.value(),
                option.meaning()));
    entries.put("--help", "shows this");

    int width = entries.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder("Usage: run ").append(program);
    text.append(options.isEmpty() ? "" : " [options]");
    text.append(operands == Operands.SOME ? " " + operandName + "…" : "")
        .append("\n\n")
        .append(summary)
        .append("\n\n");
    entries.forEach(
        (entry, meaning) ->
            text.append("  ")
                .append(entry)
                .append(" ".repeat(width - entry.length() + 2))
                .append(meaning)
                .append('\n'));
    return text.toString();
  }
}
