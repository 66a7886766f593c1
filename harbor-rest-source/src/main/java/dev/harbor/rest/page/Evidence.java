package dev.harbor.rest.page;

import dev.harbor.rest.json.Json;
import dev.harbor.rest.json.Json.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What the first page says of the pages behind it. Immutable. */
final class Evidence {
  static final String LINK = "link";
  static final String URL = "url";
  static final String PAGES = "pages";
  static final String CURSOR = "cursor";
  static final String OFFSET = "offset";
  static final String SINGLE = "single";

  private static final int DEPTH = 3;
  private static final Set<String> NEXT =
      Set.of(
          "next",
          "nexturl",
          "nexturi",
          "nextlink",
          "nexthref",
          "nextpage",
          "nextpageurl",
          "nextpageuri",
          "nextpagelink",
          "@odata.nextlink");
  private static final Set<String> ADDRESS = Set.of("href", "url", "uri", "link");
  private static final Set<String> TOTAL_PAGES =
      Set.of("totalpages", "pages", "pagecount", "pagestotal", "numpages", "lastpage", "maxpage");
  private static final Set<String> PAGE =
      Set.of("page", "currentpage", "pagenumber", "number", "pageindex");
  private static final Set<String> TOTAL =
      Set.of("total", "totalcount", "totalitems", "totalresults", "totalrecords", "totalhits");
  private static final Set<String> MORE =
      Set.of("hasmore", "hasnext", "hasnextpage", "more", "moreavailable");

  /** Names of cursors, and of the parameters that they are sent as. */
  private static final Map<String, String> CURSORS =
      Map.ofEntries(
          Map.entry("nextcursor", "cursor"),
          Map.entry("endcursor", "after"),
          Map.entry("aftercursor", "after"),
          Map.entry("nextpagetoken", "pageToken"),
          Map.entry("nexttoken", "next_token"),
          Map.entry("continuationtoken", "continuationToken"),
          Map.entry("nextid", "next_id"),
          Map.entry("nextpage", "page"),
          Map.entry("cursors.next", "cursor"),
          Map.entry("cursors.after", "after"),
          Map.entry("cursor.next", "cursor"),
          Map.entry("next", "cursor"),
          Map.entry("after", "after"));

  private final Page page;
  private final List<Member> members = new ArrayList<>();

  Evidence(Page page) {
    this.page = page;
    collect(page.body(), "$", "", 0);
  }

  /**
   * A member that is no list.
   *
   * @param path of the member
   * @param parent name of what it stands in, plain; empty at the top
   * @param name its name, plain: small letters, without lines between words
   * @param original its name
   */
  private record Member(String path, String parent, String name, String original, Json value) {
    boolean isNumber() {
      return value.text().matches("[0-9]{1,18}");
    }
  }

  private void collect(Json value, String path, String parent, int depth) {
    for (Map.Entry<String, Json> each : value.members().entrySet()) {
      String at = path + "['" + each.getKey() + "']";
      String name = plain(each.getKey());
      Kind kind = each.getValue().kind();
      if (kind == Kind.OBJECT && depth < DEPTH) {
        collect(each.getValue(), at, name, depth + 1);
      } else if (kind != Kind.OBJECT && kind != Kind.LIST) {
        members.add(new Member(at, parent, name, each.getKey(), each.getValue()));
      }
    }
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** How the API pages, as lines of text. */
  String note() {
    if (LinkHeader.find(page, "next").isPresent()) {
      return LINK;
    }
    // One record, whose number of pages is its own affair.
    if (page.isOneRecord()) {
      return SINGLE;
    }
    return nextUrl()
        .or(this::totalPages)
        .or(this::cursor)
        .or(this::offset)
        .orElseGet(this::onePage);
  }

  private Optional<String> nextUrl() {
    return first(member -> isNextUrl(member) && isAddress(member.value()))
        .map(member -> URL + '\n' + member.path());
  }

  private static boolean isNextUrl(Member member) {
    return NEXT.contains(member.name())
        || (ADDRESS.contains(member.name()) && NEXT.contains(member.parent()));
  }

  private static boolean isAddress(Json value) {
    String text = value.text();
    return value.kind() == Kind.TEXT
        && (text.startsWith("http://")
            || text.startsWith("https://")
            || text.startsWith("/")
            || text.startsWith("?"));
  }

  private Optional<String> totalPages() {
    Optional<Member> total = first(m -> TOTAL_PAGES.contains(m.name()) && m.isNumber());
    String current =
        first(m -> PAGE.contains(m.name()) && m.isNumber())
            .map(m -> m.value().text())
            .filter(text -> text.equals("0"))
            .orElse("1");
    return total.map(member -> PAGES + '\n' + member.path() + '\n' + current);
  }

  private Optional<String> cursor() {
    for (Member member : members) {
      String whole = member.parent() + '.' + member.name();
      String name = CURSORS.containsKey(whole) ? whole : member.name();
      boolean value =
          (member.value().kind() == Kind.TEXT || member.value().kind() == Kind.NUMBER)
              && !member.value().text().isEmpty();
      String parameter = CURSORS.get(name);
      if (parameter != null && value) {
        return Optional.of(CURSOR + '\n' + member.path() + '\n' + parameter);
      }
    }
    return Optional.empty();
  }

  private Optional<String> offset() {
    Optional<Member> total = first(m -> TOTAL.contains(m.name()) && m.isNumber());
    Optional<Member> offset =
        first(m -> m.isNumber() && (m.name().equals("offset") || m.name().equals("skip")));
    Optional<Member> limit =
        first(
            m ->
                m.isNumber()
                    && m.value().text().matches("[1-9][0-9]{0,8}")
                    && (m.name().equals("limit") || m.name().equals("take")));
    if (total.isEmpty() || offset.isEmpty() || limit.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        String.join(
            "\n",
            OFFSET,
            total.get().path(),
            limit.get().value().text(),
            offset.get().original(),
            limit.get().original()));
  }

  private String onePage() {
    Optional<Member> more =
        first(m -> MORE.contains(m.name()) && m.value().text().equalsIgnoreCase("true"))
            .or(
                () ->
                    first(
                        m ->
                            TOTAL.contains(m.name())
                                && m.isNumber()
                                && Long.parseLong(m.value().text()) > page.size()));
    if (more.isPresent()) {
      throw page.refuse(
          "'%s' is %s and the page has %d items, so there is more, but not how to ask for it"
              .formatted(more.get().original(), more.get().value().text(), page.size()),
          "a known kind of paging. Set one, such as Paginator.pageNumber(), or Paginator.single()");
    }
    return SINGLE;
  }

  private Optional<Member> first(Predicate<Member> test) {
    return members.stream().filter(test).findFirst();
  }
}
