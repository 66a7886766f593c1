package dev.harbor.postgres;

import dev.harbor.postgres.Hosts.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Settings of a connection string, in the words of the driver. Confined to one thread while it is
 * filled.
 */
abstract class DriverSettings {
  private static final Set<String> OWN = Set.of("host", "port", "user", "password", "dbname");

  private final Map<String, String> values = new LinkedHashMap<>();

  /** Whether a name of the string has a meaning. */
  abstract boolean knows(String name);

  /** Whether the string is one of libpq. */
  abstract boolean isLibpq();

  /** Puts a value under a name of the string; the last one counts. */
  void put(String name, String value) {
    values.put(name, value);
  }

  /** Takes a value out. */
  final Optional<String> take(String name) {
    return Optional.ofNullable(values.remove(name)).filter(value -> !value.isEmpty());
  }

  /** Whether there is a value. */
  final boolean has(String name) {
    return values.containsKey(name);
  }

  /** The driver's own data source, with what every load needs. */
  final DataSource dataSource(
      List<Host> hosts,
      String database,
      String user,
      @Nullable String password,
      boolean assumesTls) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(hosts.stream().map(Host::bracketed).toArray(String[]::new));
    source.setPortNumbers(hosts.stream().mapToInt(Host::port).toArray());
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    source.setProperty(PGProperty.TCP_KEEP_ALIVE, "true");
    source.setProperty(PGProperty.CONNECT_TIMEOUT, "10");
    source.setProperty(PGProperty.LOGIN_TIMEOUT, "30");
    source.setProperty(PGProperty.APPLICATION_NAME, "harbor");
    if (assumesTls) {
      source.setProperty(PGProperty.SSL_MODE, "require");
    }
    try {
      for (var value : values.entrySet()) {
        source.setProperty(value.getKey(), value.getValue());
      }
    } catch (java.sql.SQLException e) {
      throw ConnectionUrl.refused("the driver refuses a parameter", "Compare its documentation");
    }
    force(source, hosts.size());
    return source;
  }

  /** What may not be otherwise: poolers, long statements, and rows in error messages. */
  private static void force(PGSimpleDataSource source, int hosts) {
    source.setProperty(PGProperty.PREPARE_THRESHOLD, "0");
    source.setProperty(PGProperty.SOCKET_TIMEOUT, "0");
    source.setProperty(PGProperty.CANCEL_SIGNAL_TIMEOUT, "10");
    source.setProperty(PGProperty.AUTOSAVE, "never");
    source.setProperty(PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
    if (hosts > 1) {
      source.setProperty(PGProperty.TARGET_SERVER_TYPE, "primary");
    }
  }

  /** Parameters of libpq, translated. */
  static final class Libpq extends DriverSettings {
    private static final Map<String, String> NAMES =
        Map.of(
            "sslmode", "sslmode",
            "sslrootcert", "sslrootcert",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "sslpassword", "sslpassword",
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "options", "options");
    private static final Set<String> SSL_MODES =
        Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    @Override
    boolean isLibpq() {
      return true;
    }

    @Override
    boolean knows(String name) {
      return OWN.contains(name)
          || NAMES.containsKey(name)
          || name.equals("keepalives")
          || name.equals("target_session_attrs")
          || name.equals("pgbouncer");
    }

    @Override
    void put(String name, String value) {
      switch (name) {
        case "keepalives" -> super.put("tcpKeepAlive", String.valueOf(!value.equals("0")));
        case "target_session_attrs" -> putTarget(value);
        case "sslmode" -> putSslMode(value);
        case "sslrootcert" -> putRootCertificate(value);
        case "connect_timeout" -> putSeconds(value);
        // Nothing is prepared anyway.
        case "pgbouncer" -> {}
        default -> super.put(NAMES.getOrDefault(name, name), value);
      }
    }

    private void putTarget(String value) {
      switch (value) {
        case "any" -> super.put("targetServerType", "any");
        case "read-write", "primary" -> super.put("targetServerType", "primary");
        default ->
            throw ConnectionUrl.refused(
                "its target_session_attrs leads to a server that cannot be written to",
                "Use read-write");
      }
    }

    private void putSslMode(String value) {
      if (!SSL_MODES.contains(value)) {
        throw ConnectionUrl.refused(
            "its sslmode is none of disable, allow, prefer, require, verify-ca, verify-full",
            "Use verify-full, or require");
      }
      super.put("sslmode", value);
    }

    private void putRootCertificate(String value) {
      if (value.equals("system")) {
        super.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        if (!has("sslmode")) {
          super.put("sslmode", "verify-full");
        }
      } else {
        super.put("sslrootcert", value);
      }
    }

    private void putSeconds(String value) {
      if (!value.matches("\\d{1,6}")) {
        throw ConnectionUrl.refused("its connect_timeout is no number of seconds", "Write 10");
      }
      super.put("connectTimeout", value);
    }
  }

  /** Properties of the driver, as they are. */
  static final class Jdbc extends DriverSettings {
    @Override
    boolean isLibpq() {
      return false;
    }

    @Override
    boolean knows(String name) {
      return PGProperty.forName(name) != null && !name.startsWith("PG");
    }
  }
}
