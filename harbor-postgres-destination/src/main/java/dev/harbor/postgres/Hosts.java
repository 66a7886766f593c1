package dev.harbor.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The hosts of a connection string. */
final class Hosts {
  private static final int DEFAULT_PORT = 5432;

  private Hosts() {}

  /**
   * One server. Immutable.
   *
   * @param name without brackets
   * @param port from 1 to 65535
   */
  record Host(String name, int port) {
    @Override
    public String toString() {
      return bracketed() + ':' + port;
    }

    /** The name, in brackets if it is an address of IPv6. */
    String bracketed() {
      return name.indexOf(':') >= 0 ? '[' + name + ']' : name;
    }
  }

  /**
   * Reads {@code host:port,host:port}.
   *
   * @param isBare whether the names stand without ports, as in the parameter {@code host}
   * @param ports the parameter of that name; one for all hosts, or one each
   */
  static List<Host> parse(String text, boolean isBare, Optional<String> ports) {
    List<Host> hosts = new ArrayList<>();
    String[] names = text.split(",", -1);
    String[] given = ports.map(list -> list.split(",", -1)).orElse(new String[0]);
    if (given.length > 1 && given.length != names.length) {
      throw ConnectionUrl.refused("it has not as many ports as hosts", "Give each host one");
    }
    for (int i = 0; i < names.length; i++) {
      Host host = isBare ? new Host(unbracketed(names[i]), DEFAULT_PORT) : parse(names[i]);
      if (host.name.isEmpty() || host.name.startsWith("/") || host.name.startsWith("%2F")) {
        throw ConnectionUrl.refused(
            "it names no host, or a directory; Unix sockets are not supported", "Name a host");
      }
      hosts.add(
          given.length == 0 ? host : new Host(host.name, port(given[given.length == 1 ? 0 : i])));
    }
    return List.copyOf(hosts);
  }

  private static Host parse(String text) {
    int end = text.startsWith("[") ? text.indexOf(']') : -1;
    if (text.startsWith("[") && end < 0) {
      throw ConnectionUrl.refused("an address of IPv6 has no closing ']'", "Add it");
    }
    int colon = text.indexOf(':', end + 1);
    if (end >= 0 && colon != end + 1 && end + 1 < text.length()) {
      throw ConnectionUrl.refused("something stands between ']' and the port", "Remove it");
    }
    String name = colon < 0 ? text : text.substring(0, colon);
    String port = colon < 0 ? "" : text.substring(colon + 1);
    return new Host(unbracketed(name), port(port));
  }

  private static String unbracketed(String name) {
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return DEFAULT_PORT;
    }
    // What stands there is not shown: where the '@' is missing it is the password.
    if (text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw ConnectionUrl.refused("what follows a host is no port", "Write host:5432");
    }
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw ConnectionUrl.refused("a port is not between 1 and 65535", "Write host:5432");
    }
    return port;
  }

  /** Whether every host is this machine. */
  static boolean areLocal(List<Host> hosts) {
    return hosts.stream()
        .map(host -> host.name.toLowerCase(Locale.ROOT))
        .allMatch(
            name ->
                name.equals("localhost")
                    || name.endsWith(".localhost")
                    || name.matches("127\\.\\d+\\.\\d+\\.\\d+")
                    || name.equals("::1")
                    || name.equals("0:0:0:0:0:0:0:1"));
  }

  /** Hosts and ports, for messages. */
  static String text(List<Host> hosts) {
    return hosts.stream().map(Host::toString).collect(Collectors.joining(","));
  }
}
