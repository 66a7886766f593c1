package dev.harbor.reddit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The name that a caller gives itself. Reddit throttles default agents and bans false browsers.
 *
 * @see <a href="https://github.com/reddit-archive/reddit/wiki/API#rules">Reddit: API rules</a>
 */
final class UserAgent {
  private static final Logger LOGGER = System.getLogger("dev.harbor.reddit");
  private static final int LEAST = 7;
  private static final Pattern REFUSED =
      Pattern.compile("^(java|okhttp|python|curl|wget|mozilla|opera|apache-httpclient)\\b.*");
  private static final Pattern USUAL = Pattern.compile(".+:.+:.+ \\(by /?u/.+\\)");

  private UserAgent() {}

  /** The agent as it is sent: what the caller says, and Harbor's version. */
  static String of(String text) {
    String agent = text.strip();
    if (agent.length() < LEAST) {
      throw refused("it has fewer than 7 characters");
    }
    if (!agent.chars().allMatch(letter -> letter >= ' ' && letter < 0x7f)) {
      throw refused("it has characters other than printable ASCII");
    }
    if (REFUSED.matcher(agent.toLowerCase(Locale.ROOT)).matches()) {
      throw refused("it is the default of a library, or a browser's");
    }
    if (!USUAL.matcher(agent).matches()) {
      LOGGER.log(
          Level.WARNING,
          "The user agent does not look like '<platform>:<app id>:<version> (by /u/<user>)', which Reddit asks for");
    }
    return agent + " harbor/" + version();
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "Cannot use the user agent: %s. Give one like 'linux:my-app:1.0 (by /u/me)'"
            .formatted(why));
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = UserAgent.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
