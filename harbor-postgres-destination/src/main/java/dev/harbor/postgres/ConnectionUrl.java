package dev.harbor.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection string, taken apart: {@code postgresql://…} as libpq has it and Supabase shows it,
 * or {@code jdbc:postgresql://…}. The driver never sees the string, since it prints what it cannot
 * read, password included. Immutable; {@link #toString} has no secret.
 */
final class ConnectionUrl {
  private static final String JDBC = "jdbc:postgresql:";
  private static final String ENCODE =
      "the part before the host has a character that must be percent-encoded"
          + " ('@' as %40, '/' as %2F, '?' as %3F, '#' as %23, '%' as %25)";

  private final List<Hosts.Host> hosts;
  private final String database;
  private final String user;
  private final @Nullable String password;
  private final DriverSettings settings;

  private ConnectionUrl(List<Hosts.Host> hosts, DriverSettings settings, @Nullable String path) {
    this.hosts = hosts;
    this.settings = settings;
    this.user =
        settings
            .take("user")
            .orElseThrow(
                () ->
                    refused(
                        "it names no user", "Write postgresql://user:password@host:5432/database"));
    this.password = settings.take("password").orElse(null);
    this.database = settings.take("dbname").orElse(path == null || path.isEmpty() ? user : path);
  }

  /**
   * Takes a connection string apart.
   *
   * @throws IllegalArgumentException if it cannot be used; the message has no part that could be
   *     secret
   */
  static ConnectionUrl parse(String url) {
    if (url.startsWith(JDBC)) {
      return parse(url.substring(JDBC.length()), new DriverSettings.Jdbc());
    }
    if (url.startsWith("postgresql:") || url.startsWith("postgres:")) {
      return parse(url.substring(url.indexOf(':') + 1), new DriverSettings.Libpq());
    }
    if (url.startsWith("https://") || url.startsWith("http://")) {
      throw refused(
          "it is the address of a web API",
          "Take the connection string, which begins with postgresql://");
    }
    throw refused(
        "it begins with neither postgresql:// nor jdbc:postgresql://",
        "Write postgresql://user:password@host:5432/database");
  }

  /**
   * Reads {@code DATABASE_URL}, or else the variables of libpq.
   *
   * @throws IllegalStateException if neither is set
   */
  static ConnectionUrl ofEnvironment(Map<String, String> environment) {
    String url = environment.getOrDefault("DATABASE_URL", "");
    if (!url.isBlank()) {
      return parse(url.strip());
    }
    if (environment.getOrDefault("PGHOST", "").isBlank()) {
      throw new IllegalStateException(
          "Cannot find the database: neither DATABASE_URL nor PGHOST is set. Set DATABASE_URL to"
              + " postgresql://user:password@host:5432/database");
    }

    DriverSettings settings = new DriverSettings.Libpq();
    for (var variable : VARIABLES.entrySet()) {
      String value = environment.getOrDefault(variable.getKey(), "");
      if (!value.isEmpty()) {
        settings.put(variable.getValue(), value);
      }
    }
    return new ConnectionUrl(hosts("", settings), settings, null);
  }

  private static final Map<String, String> VARIABLES = variables();

  private static Map<String, String> variables() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("PGHOST", "host");
    names.put("PGPORT", "port");
    names.put("PGUSER", "user");
    names.put("PGPASSWORD", "password");
    names.put("PGDATABASE", "dbname");
    names.put("PGSSLMODE", "sslmode");
    names.put("PGSSLROOTCERT", "sslrootcert");
    return names;
  }

  private static ConnectionUrl parse(String rest, DriverSettings settings) {
    if (!rest.startsWith("//")) {
      throw refused("it has no // before the host", "Write …postgresql://host:5432/database");
    }
    boolean libpq = settings.isLibpq();
    if (rest.indexOf('#') >= 0 || (libpq && rest.indexOf('@') != rest.lastIndexOf('@'))) {
      throw refused(libpq ? ENCODE : "it has a raw '#'", "Encode it");
    }

    int question = rest.indexOf('?');
    String place = rest.substring(2, question < 0 ? rest.length() : question);
    int slash = place.indexOf('/');
    String authority = slash < 0 ? place : place.substring(0, slash);
    String path = slash < 0 ? null : decode(place.substring(slash + 1), libpq);
    int at = authority.indexOf('@');
    if (libpq && at < 0 && rest.indexOf('@') >= 0) {
      throw refused(ENCODE, "Encode it");
    }
    if (at >= 0) {
      userInfo(authority.substring(0, at), settings);
    }
    if (question >= 0) {
      parameters(rest.substring(question + 1), settings);
    }
    return new ConnectionUrl(hosts(authority.substring(at + 1), settings), settings, path);
  }

  private static void userInfo(String text, DriverSettings settings) {
    if (!settings.isLibpq()) {
      throw refused(
          "a JDBC URL has no user or password before the host",
          "Write it without jdbc: in front, or pass user and password as parameters");
    }
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    if (!user.isEmpty()) {
      settings.put("user", decode(user, true));
    }
    if (colon >= 0) {
      settings.put("password", decode(text.substring(colon + 1), true));
    }
  }

  private static void parameters(String query, DriverSettings settings) {
    boolean afterSecret = false;
    for (String parameter : query.split("&", -1)) {
      if (parameter.isEmpty()) {
        continue;
      }
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (equals < 0 || !settings.knows(name)) {
        // A raw & in a password makes a parameter of its second half.
        throw refused(
            afterSecret || equals < 0
                ? "a parameter of it is unknown"
                : "its parameter '" + name + "' is unknown",
            "Remove it, or write '&' as %26 where it belongs to a value");
      }
      settings.put(name, decode(parameter.substring(equals + 1), settings.isLibpq()));
      afterSecret = name.toLowerCase(Locale.ROOT).contains("password");
    }
  }

  private static List<Hosts.Host> hosts(String authority, DriverSettings settings) {
    Optional<String> host = settings.take("host");
    Optional<String> port = settings.take("port");
    return Hosts.parse(host.orElse(authority), host.isPresent(), port);
  }

  private static String decode(String text, boolean plusStays) {
    try {
      return URLDecoder.decode(plusStays ? text.replace("+", "%2B") : text, UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message quotes the text.
      throw refused(
          "it has a '%' that is not followed by two hexadecimal digits", "Write '%' as %25");
    }
  }

  /** An exception that shows nothing of the string itself. */
  static IllegalArgumentException refused(String found, String remedy) {
    return new IllegalArgumentException(
        "Cannot use the connection string: " + found + ". " + remedy);
  }

  /** Hosts, ports and database, for messages. */
  String address() {
    return Hosts.text(hosts) + '/' + database;
  }

  /** Whether TLS is used although nothing was said about it, and so without any verification. */
  boolean assumesTls() {
    return !settings.has("sslmode") && !settings.has("ssl") && !Hosts.areLocal(hosts);
  }

  /** A data source that opens a new connection for each call. */
  DataSource dataSource() {
    return settings.dataSource(hosts, database, user, password, assumesTls());
  }

  @Override
  public String toString() {
    return user + '@' + address();
  }
}
