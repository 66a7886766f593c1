package dev.harbor.examples.support;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a call's arguments say, as read by a {@link CommandLine}. Immutable. */
public final class Arguments {
  private final String program;
  private final Set<String> declared;
  private final @Nullable Map<String, String> given;
  private final List<String> operands;

  Arguments(
      String program,
      Set<String> declared,
      @Nullable Map<String, String> given,
      List<String> operands) {
    this.program = program;
    this.declared = Set.copyOf(declared);
    this.given = given == null ? null : Map.copyOf(given);
    this.operands = List.copyOf(operands);
  }

  static Arguments askingForHelp() {
    return new Arguments("", Set.of(), null, List.of());
  }

  /**
   * Says whether the caller wants the help; then nothing else was read.
   *
   * @return true with {@code --help} or {@code -h}
   */
  public boolean isHelp() {
    return given == null;
  }

  /**
   * Says whether an option was given.
   *
   * @param name without dashes, declared by the command line
   * @return true if it is there
   */
  public boolean has(String name) {
    return find(name).isPresent();
  }

  /**
   * Looks an option's value up.
   *
   * @param name without dashes, declared by the command line
   * @return the value, or empty if the option was not given
   */
  public Optional<String> find(String name) {
    if (given == null) {
      throw new IllegalStateException("Cannot read '--" + name + "': the call asks for help");
    }
    if (!declared.contains(name)) {
      throw new IllegalArgumentException(
          "Cannot read '--" + name + "': the command line does not declare it");
    }
    return Optional.ofNullable(given.get(name));
  }

  /**
   * Reads an option's value as a list with commas between.
   *
   * @param name without dashes, declared by the command line
   * @return the parts without blanks around them; empty if the option was not given
   * @throws UsageException if a part is empty
   */
  public List<String> list(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : find(name).map(value -> List.of(value.split(",", -1))).orElse(List.of())) {
      if (part.isBlank()) {
        throw refused(name, "an empty part is found, a list as a,b is expected");
      }
      parts.add(part.strip());
    }
    return List.copyOf(parts);
  }

  /**
   * Reads an option's value as a whole number.
   *
   * @param name without dashes, declared by the command line
   * @return the number, 0 or more; empty if the option was not given
   * @throws UsageException if it is no such number
   */
  public OptionalLong wholeNumber(String name) {
    Optional<String> value = find(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!value.get().matches("[0-9]{1,18}")) {
      throw refused(name, "'%s' is found, a whole number is expected".formatted(value.get()));
    }
    return OptionalLong.of(Long.parseLong(value.get()));
  }

  /**
   * Reads an option's value as one of a few words.
   *
   * @param name without dashes, declared by the command line
   * @param words what is allowed
   * @return the word; empty if the option was not given
   * @throws UsageException if it is another
   */
  public Optional<String> oneOf(String name, Collection<String> words) {
    Optional<String> value = find(name);
    if (value.isPresent() && !words.contains(value.get())) {
      throw refused(
          name,
          "'%s' is found, one of %s is expected".formatted(value.get(), String.join(", ", words)));
    }
    return value;
  }

  /**
   * What stood outside the options.
   *
   * @return in the caller's order; empty if the command line takes none
   */
  public List<String> operands() {
    return operands;
  }

  private UsageException refused(String name, String what) {
    return new UsageException("Cannot read option '--%s' of %s: %s".formatted(name, program, what));
  }
}
