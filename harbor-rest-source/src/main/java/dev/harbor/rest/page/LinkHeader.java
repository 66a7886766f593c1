package dev.harbor.rest.page;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Link}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288#section-3">RFC 8288, 3</a>
 */
final class LinkHeader implements Paginator {
  private static final Pattern TARGET = Pattern.compile("\\s*,*\\s*<([^>]*)>\\s*");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\s*;\\s*([^\\s=;,]+)\\s*(?:=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;,]*)))?");

  private final String relation;

  LinkHeader(String relation) {
    this.relation = requireNonNull(relation, "relation").toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<PageToken> next(PageToken current, Page page) {
    return find(page, relation).map(PageToken::ofUrl);
  }

  static Optional<String> find(Page page, String relation) {
    for (String header : page.response().headers("link")) {
      for (Link link : links(header)) {
        if (link.relations().contains(relation)) {
          return Optional.of(link.target());
        }
      }
    }
    return Optional.empty();
  }

  private record Link(String target, List<String> relations) {}

  private static List<Link> links(String header) {
    List<Link> links = new ArrayList<>();
    Matcher target = TARGET.matcher(header);
    int at = 0;
    while (target.find(at) && target.start() == at) {
      at = target.end();
      List<String> relations = new ArrayList<>();
      Matcher parameter = PARAMETER.matcher(header).region(at, header.length());
      while (parameter.lookingAt()) {
        // Only the first rel counts.
        if (parameter.group(1).equalsIgnoreCase("rel") && relations.isEmpty()) {
          String quoted = parameter.group(2);
          String value = quoted == null ? String.valueOf(parameter.group(3)) : quoted;
          relations.addAll(List.of(value.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)));
        }
        at = parameter.end();
        parameter.region(at, header.length());
      }
      links.add(new Link(target.group(1), relations));
    }
    return links;
  }

  @Override
  public String toString() {
    return "link header " + relation;
  }
}
