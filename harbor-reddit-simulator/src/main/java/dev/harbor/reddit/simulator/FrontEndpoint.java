package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.SimulatedSubreddit.Kind;
import dev.harbor.reddit.simulator.SourceLists.Ranked;
import dev.harbor.reddit.simulator.SourceLists.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Listings over many subreddits that are not named: front page, multireddits, domains. Thread-safe.
 */
final class FrontEndpoint implements Endpoint {
  private static final String SORT = "(best|hot|new|top|rising|controversial)";
  private static final String SORTS = "(?:/" + SORT + ")?";
  private static final Pattern FRONT = Pattern.compile("/" + SORT + "?");
  private static final Pattern MULTI = Pattern.compile("/user/([^/]+)/m/([^/]+)" + SORTS);
  private static final Pattern MULTI_ITSELF = Pattern.compile("/api/multi/user/([^/]+)/m/([^/]+)");
  private static final Pattern DOMAIN = Pattern.compile("/domain/([^/]+)" + SORTS);
  private static final int IN_A_MULTI = 4;

  private final Reddit reddit;
  private final Content content;
  private final ListingEndpoint pages;

  FrontEndpoint(Reddit reddit, Content content, ListingEndpoint pages) {
    this.reddit = reddit;
    this.content = content;
    this.pages = pages;
  }

  @Override
  public @Nullable Answer answer(ApiRequest request, Grant grant) {
    Matcher front = FRONT.matcher(request.path());
    if (front.matches()) {
      return pages.posts(request, open(request.now()), sort(front.group(1)));
    }
    Matcher multi = MULTI.matcher(request.path());
    if (multi.matches()) {
      return isUser(multi.group(1))
          ? pages.posts(request, subreddits(multi, request.now()), sort(multi.group(3)))
          : Answer.notFound();
    }
    Matcher itself = MULTI_ITSELF.matcher(request.path());
    if (itself.matches()) {
      return isUser(itself.group(1)) ? multi(request, itself) : Answer.notFound();
    }
    Matcher domain = DOMAIN.matcher(request.path());
    return domain.matches() ? domain(request, domain.group(1), sort(domain.group(2))) : null;
  }

  private static Sort sort(@Nullable String name) {
    return name == null || name.equals("best") ? Sort.HOT : Sort.of(name);
  }

  private boolean isUser(String name) {
    return reddit.people().find(name) != null;
  }

  private List<Subreddit> open(long now) {
    return reddit.world().open(now).stream()
        .filter(each -> reddit.kind(each, now) == Kind.PUBLIC)
        .toList();
  }

  // Every name is a multireddit of every user, and always the same one.
  private List<Subreddit> subreddits(Matcher named, long now) {
    Dice dice = Dice.of(reddit.settings().seed, "m/" + named.group(1) + "/" + named.group(2));
    var left = new ArrayList<>(open(now));
    var chosen = new ArrayList<Subreddit>();
    for (int i = 0; i < IN_A_MULTI && !left.isEmpty(); i++) {
      chosen.add(left.remove(dice.part(i).below("subreddit", left.size())));
    }
    return chosen;
  }

  private Answer multi(ApiRequest request, Matcher named) {
    String path = "/user/" + named.group(1) + "/m/" + named.group(2);
    JsonWriter json = request.json().begin().text("kind", "LabeledMulti").begin("data");
    json.no("can_edit").text("display_name", named.group(2)).text("name", named.group(2));
    json.text("description_html", "").zeros("num_subscribers").nulls("copied_from");
    json.text("icon_url", "https://www.redditstatic.com/custom_feeds/custom_feed_default_0.png");
    json.beginList("subreddits");
    for (Subreddit each : subreddits(named, request.now())) {
      json.begin().text("name", each.name()).end();
    }
    json.endList().seconds("created_utc", reddit.world().historyStart());
    json.seconds("created", reddit.world().historyStart()).text("visibility", "public");
    json.text("path", path + "/").text("owner", named.group(1)).text("owner_id", "t2_1w72a0");
    json.no("over_18", "is_subscriber", "is_favorited").text("description_md", "");
    return Answer.json(json.end().end());
  }

  private Answer domain(ApiRequest request, String domain, Sort sort) {
    if (sort == Sort.RISING) {
      return pages.page(request, List.of(), List.of());
    }
    List<Ranked> all = pages.ranked(request, reddit.world().open(request.now()), sort);
    List<Ranked> found =
        all.stream()
            .filter(
                each -> each.thing() instanceof Post post && content.domain(post).equals(domain))
            .limit(SourceLists.CAP)
            .toList();
    return pages.page(request, found, List.of());
  }
}
