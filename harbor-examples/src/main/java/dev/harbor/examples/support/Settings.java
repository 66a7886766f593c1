package dev.harbor.examples.support;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings of a program: the environment, and below it the file {@code .env} of the working
 * directory.
 *
 * <p>A name that the environment has is never looked up in the file, even when it is empty there;
 * an empty value counts as not set. Values appear in no message and not in {@link #toString}.
 * Immutable.
 */
public final class Settings {
  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the environment and the working directory's {@code .env}.
   *
   * @return the settings as they are now
   * @throws UsageException if there is a {@code .env} that cannot be read
   */
  public static Settings read() {
    return of(System.getenv(), Path.of(""));
  }

  /**
   * Reads a given environment and a given directory's {@code .env}.
   *
   * @param environment what wins
   * @param directory where {@code .env} may be
   * @return the settings as they are now
   * @throws UsageException if there is a {@code .env} that cannot be read
   */
  public static Settings of(Map<String, String> environment, Path directory) {
    Map<String, String> values = new LinkedHashMap<>(EnvFile.read(directory.resolve(".env")));
    values.putAll(environment);
    return new Settings(Collections.unmodifiableMap(values));
  }

  /**
   * Looks a setting up.
   *
   * @param name the environment variable
   * @return its value, or empty if it is not set or set to nothing
   */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(requireNonNull(name, "name")))
        .filter(value -> !value.isBlank());
  }

  /**
   * Looks several settings up.
   *
   * @param names the environment variables
   * @return those that are set, by name
   */
  public Map<String, String> these(Collection<String> names) {
    Map<String, String> found = new TreeMap<>();
    names.forEach(name -> find(name).ifPresent(value -> found.put(name, value)));
    return Collections.unmodifiableMap(found);
  }

  /**
   * Reads a setting as a whole number.
   *
   * @param name the environment variable
   * @param usual what holds if it is not set
   * @return the number, 0 or more
   * @throws UsageException if it is no such number
   */
  public int wholeNumber(String name, int usual) {
    String value = find(name).orElse(Integer.toString(usual)).strip();
    if (!value.matches("[0-9]{1,9}")) {
      throw new UsageException(
          "Cannot read %s: '%s' is found, a whole number is expected".formatted(name, value));
    }
    return Integer.parseInt(value);
  }

  /**
   * Requires settings, all at once, so that the caller learns of every missing one in one run.
   *
   * @param settings what is needed
   * @return the values by name, in the order asked for
   * @throws UsageException if some are missing; its message names each and says what it is
   */
  public Map<String, String> required(Setting... settings) {
    Map<String, String> found = new LinkedHashMap<>();
    for (Setting setting : settings) {
      find(setting.name()).ifPresent(value -> found.put(setting.name(), value));
    }
    List<Setting> missing =
        List.of(settings).stream().filter(setting -> !found.containsKey(setting.name())).toList();
    if (!missing.isEmpty()) {
      throw new UsageException(missingMessage(missing));
    }
    return Collections.unmodifiableMap(found);
  }

  private static String missingMessage(List<Setting> missing) {
    boolean single = missing.size() == 1;
    return "Cannot start: %s %s not set. Set %s in the environment or in the file .env of the working directory"
        .formatted(
            String.join(", ", missing.stream().map(Setting::toString).toList()),
            single ? "is" : "are",
            single ? "it" : "them");
  }

  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }
}
