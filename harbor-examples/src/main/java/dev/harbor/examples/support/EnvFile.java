package dev.harbor.examples.support;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code .env} file. Its messages name lines, never what stands in them. */
final class EnvFile {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("'([^']*+)'|\"((?:[^\"\\\\]++|\\\\.)*+)\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([nrt\\\\\"$`])");
  private static final Pattern REST_AFTER_QUOTE = Pattern.compile("\\s*|\\s+#.*");
  private static final Pattern COMMENT_AFTER_BLANK = Pattern.compile("\\s#.*");

  private EnvFile() {}

  /** The assignments in file order; none where there is no file. A later line wins. */
  static Map<String, String> read(Path file) {
    Map<String, String> values = new LinkedHashMap<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }

      Matcher assignment = ASSIGNMENT.matcher(text);
      if (!assignment.matches()) {
        throw malformed(number, "no assignment found, NAME=value expected");
      }
      values.put(assignment.group(1), value(assignment.group(2), number));
    }
    return values;
  }

  private static List<String> lines(Path file) {
    if (Files.notExists(file)) {
      return List.of();
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      // Some editors begin a file with a byte order mark.
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    } catch (CharacterCodingException e) {
      throw new UsageException(
          "Cannot read '.env': found bytes that are not UTF-8. Save it as UTF-8", e);
    } catch (IOException e) {
      throw new UsageException(
          "Cannot read '.env': a readable file was expected. Check its permissions", e);
    }
  }

  private static String value(String afterEquals, int number) {
    String text = afterEquals.stripLeading();
    if (!text.startsWith("'") && !text.startsWith("\"")) {
      // The blank before '#' may be the one after '='.
      return COMMENT_AFTER_BLANK.matcher(afterEquals).replaceFirst("").strip();
    }

    Matcher quoted = QUOTED.matcher(text);
    if (!quoted.lookingAt()) {
      throw malformed(number, "a quote is not closed, its end is expected on the same line");
    }
    if (!REST_AFTER_QUOTE.matcher(text.substring(quoted.end())).matches()) {
      throw malformed(
          number, "text found after the closing quote, only a comment is expected there");
    }
    String literal = quoted.group(1);
    return literal != null ? literal : unescaped(quoted.group(2));
  }

  private static String unescaped(String quoted) {
    return ESCAPE
        .matcher(quoted)
        .replaceAll(escape -> Matcher.quoteReplacement(character(escape.group(1))));
  }

  private static String character(String escaped) {
    return switch (escaped) {
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      default -> escaped;
    };
  }

  private static UsageException malformed(int number, String found) {
    return new UsageException("Cannot read '.env': in line %d %s".formatted(number, found));
  }
}
