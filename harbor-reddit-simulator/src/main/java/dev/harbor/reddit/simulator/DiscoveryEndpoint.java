package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Account.Fate;
import dev.harbor.reddit.simulator.SimulatedSubreddit.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finding subreddits and users: by rank, by age, by name. Thread-safe. */
final class DiscoveryEndpoint implements Endpoint {
  private static final Pattern RECOMMENDED = Pattern.compile("/api/recommend/sr/([^/]+)");
  private static final int MOST_NAMES = 10;

  private final Reddit reddit;
  private final Pages pages;

  DiscoveryEndpoint(Reddit reddit, Pages pages) {
    this.reddit = reddit;
    this.pages = pages;
  }

  @Override
  public @Nullable Answer answer(ApiRequest request, Grant grant) {
    Matcher recommended = RECOMMENDED.matcher(request.path());
    if (recommended.matches()) {
      return recommended(request, recommended.group(1));
    }
    return switch (request.path()) {
      case "/subreddits", "/subreddits/popular" -> page(request, popular(request.now()));
      case "/subreddits/new" -> page(request, newest(request.now()));
      case "/subreddits/default" ->
          page(request, popular(request.now()).stream().limit(5).toList());
      case "/subreddits/premium", "/subreddits/gold" -> page(request, List.of());
      case "/subreddits/mine/subscriber", "/subreddits/mine" ->
          grant.username() == null
              ? Answer.forbidden()
              : page(request, popular(request.now()).stream().limit(3).toList());
      case "/subreddits/search" -> subreddits(request);
      case "/users/popular" -> profiles(request, Comparator.comparing(each -> each.dice().key()));
      case "/users/new" -> profiles(request, Comparator.comparing(each -> -each.created()));
      case "/users/search" -> users(request);
      case "/api/search_reddit_names" -> names(request);
      case "/api/subreddit_autocomplete_v2" ->
          page(request, named(request, "query").stream().limit(MOST_NAMES).toList());
      case "/api/user_data_by_account_ids" -> accounts(request);
      default -> null;
    };
  }

  /** By number of subscribers, which moves with time, so that ranks change. */
  private List<Subreddit> popular(long now) {
    return sorted(now, Comparator.comparingInt(each -> -SubredditJson.subscribers(each, now)));
  }

  private List<Subreddit> newest(long now) {
    return sorted(now, Comparator.comparingLong(each -> -SubredditJson.created(each)));
  }

  private List<Subreddit> sorted(long now, Comparator<Subreddit> order) {
    return reddit.world().open(now).stream()
        .filter(each -> reddit.isOpen(each, now))
        .sorted(order)
        .toList();
  }

  private Answer page(ApiRequest request, List<Subreddit> subreddits) {
    var items = new LinkedHashMap<String, Consumer<JsonWriter>>();
    for (Subreddit each : subreddits) {
      items.put(each.fullname().toString(), json -> write(json, each, request.now()));
    }
    return pages.page(request, items);
  }

  private void write(JsonWriter json, Subreddit subreddit, long now) {
    if (reddit.kind(subreddit, now) == Kind.PRIVATE) {
      SubredditJson.writePrivate(json, subreddit);
    } else {
      SubredditJson.write(json, subreddit, now);
    }
  }

  Answer subreddits(ApiRequest request) {
    return page(request, named(request, "q"));
  }

  /** Private ones are found too; by name, in the order of their size. */
  private List<Subreddit> named(ApiRequest request, String parameter) {
    String wanted = request.text(parameter).toLowerCase(Locale.ROOT);
    long now = request.now();
    return reddit.world().subreddits().stream()
        .filter(each -> each.existsAt(now))
        .filter(each -> reddit.isOpen(each, now) || reddit.kind(each, now) == Kind.PRIVATE)
        .filter(each -> each.name().toLowerCase(Locale.ROOT).contains(wanted))
        .sorted(Comparator.comparingInt(each -> -SubredditJson.subscribers(each, now)))
        .toList();
  }

  private Answer names(ApiRequest request) {
    boolean exact = "true".equals(request.parameter("exact"));
    String wanted = request.text("query");
    Predicate<Subreddit> fits =
        each ->
            exact
                ? each.name().equalsIgnoreCase(wanted)
                : each.name().regionMatches(true, 0, wanted, 0, wanted.length());
    JsonWriter json = request.json().begin().beginList("names");
    named(request, "query").stream().filter(fits).forEach(each -> json.text(each.name()));
    return Answer.json(json.endList().end());
  }

  private Answer recommended(ApiRequest request, String names) {
    var left = new ArrayList<String>(List.of((names + "," + request.text("omit")).split(",", -1)));
    left.replaceAll(name -> name.toLowerCase(Locale.ROOT));
    JsonWriter json = request.json().beginList();
    popular(request.now()).stream()
        .filter(each -> !left.contains(each.name().toLowerCase(Locale.ROOT)))
        .limit(MOST_NAMES)
        .forEach(each -> json.begin().text("sr_name", each.name()).end());
    return Answer.json(json.endList());
  }

  // Users are listed by the subreddits that are their profiles.
  private Answer profiles(ApiRequest request, Comparator<Account> order) {
    var items = new LinkedHashMap<String, Consumer<JsonWriter>>();
    there(request.now()).stream()
        .sorted(order)
        .forEach(
            each ->
                items.put(
                    AccountJson.profileName(each), json -> AccountJson.writeProfile(json, each)));
    return pages.page(request, items);
  }

  Answer users(ApiRequest request) {
    String wanted = request.text("q").toLowerCase(Locale.ROOT);
    var items = new LinkedHashMap<String, Consumer<JsonWriter>>();
    there(request.now()).stream()
        .filter(each -> each.name().toLowerCase(Locale.ROOT).contains(wanted))
        .forEach(
            each ->
                items.put(
                    each.fullname().toString(),
                    json -> AccountJson.write(json, each, Fate.NORMAL, request.now())));
    return pages.page(request, items);
  }

  private List<Account> there(long now) {
    return reddit.people().all().stream()
        .filter(each -> reddit.people().fate(each, now) == Fate.NORMAL)
        .toList();
  }

  private Answer accounts(ApiRequest request) {
    Map<String, Account> found = new LinkedHashMap<>();
    for (String each : request.text("ids").split(",", -1)) {
      Fullname name = Fullname.parse(each.strip());
      boolean isAccount = name != null && name.kind() == Fullname.ACCOUNT;
      Account account = name != null && isAccount ? reddit.people().find(name.number()) : null;
      if (account != null && reddit.people().fate(account, request.now()) == Fate.NORMAL) {
        found.put(account.fullname().toString(), account);
      }
    }
    if (found.isEmpty()) {
      return Answer.notFound();
    }
    JsonWriter json = request.json().begin();
    found.forEach(
        (name, account) -> AccountJson.writeShort(json.name(name), account, request.now()));
    return Answer.json(json.end());
  }
}
