package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Account.Fate;
import dev.harbor.reddit.simulator.SimulatedSubreddit.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The users of the world, and who wrote what. Thread-safe. */
final class People {
  private static final int RATE_SPAN = 36 * 3600;
  private static final List<String> FIRST =
      List.of("quiet", "Rusty", "lazy", "Salty", "noisy", "Humble", "tiny", "Brave", "grey", "Odd");
  private static final List<String> SECOND =
      List.of("Falcon", "otter", "Pixel", "teapot", "Kernel", "badger", "Comet", "walrus", "Fern");
  private static final List<String> JOINTS = List.of("", "_", "-");

  private final List<Account> accounts = new ArrayList<>();
  private final Map<String, Account> byName = new HashMap<>();
  private final Chronicle chronicle;
  private final int writers;

  People(Settings settings, World world, Chronicle chronicle) {
    this.chronicle = chronicle;
    this.writers = settings.users;
    // The first few stand for the kinds that a loader must meet; low indexes write most.
    add(settings, "AutoReplyBot", Fate.NORMAL, 0);
    add(settings, "gone-rogue", Fate.SUSPENDED, world.historyStart());
    add(settings, "shadow_writer", Fate.SHADOW_BANNED, 0);
    add(settings, "left_long_ago", Fate.DELETED, world.historyStart());
    add(settings, settings.app.username(), Fate.NORMAL, 0);
    while (accounts.size() < settings.users) {
      addRandom(settings, world);
    }
    for (Subreddit each : world.subreddits()) {
      String name = each.name().replaceFirst("^u_", "");
      if (each.settings().kind() == Kind.USER
          && !byName.containsKey(name.toLowerCase(Locale.ROOT))) {
        add(settings, name, Fate.NORMAL, 0);
      }
    }
  }

  private void addRandom(Settings settings, World world) {
    var dice = Dice.of(settings.seed, "user " + accounts.size());
    String name =
        dice.pick("first", FIRST)
            + dice.pick("joint", JOINTS)
            + dice.pick("second", SECOND)
            + dice.pick("last joint", JOINTS)
            + accounts.size();
    if (dice.chance("suspended", 0.01)) {
      add(settings, name, Fate.SUSPENDED, world.historyStart());
      return;
    }

    double rate = settings.changes.accountsDeleted();
    double spans = rate == 0 ? Integer.MAX_VALUE : -Math.log(1 - dice.unit("leaves")) / rate;
    add(settings, name, Fate.DELETED, world.historyStart() + (long) (spans * RATE_SPAN));
  }

  private void add(Settings settings, String name, Fate fate, long at) {
    var dice = Dice.of(settings.seed, "u/" + name);
    var account = new Account(accounts.size(), name, fate, at, dice);
    accounts.add(account);
    byName.put(name.toLowerCase(Locale.ROOT), account);
  }

  List<Account> all() {
    return accounts;
  }

  @Nullable Account find(String name) {
    return byName.get(name.toLowerCase(Locale.ROOT));
  }

  @Nullable Account find(long number) {
    long index = Account.indexOf(number);
    return index >= 0 && index < accounts.size() ? accounts.get((int) index) : null;
  }

  Account author(Thing thing) {
    if (thing instanceof Post post && post.subreddit().settings().kind() == Kind.USER) {
      Account owner = find(post.subreddit().name().substring(2));
      if (owner != null) {
        return owner;
      }
    }
    double unit = thing.dice().unit("author");
    return accounts.get((int) (unit * unit * writers));
  }

  Fate fate(Account account, long now) {
    String target = target(account.name());
    for (Chronicle.Event event : chronicle.of(target, now)) {
      if (event.action() == Chronicle.Action.DELETE_ACCOUNT) {
        return Fate.DELETED;
      }
      if (event.action() == Chronicle.Action.SUSPEND) {
        return Fate.SUSPENDED;
      }
    }
    return now >= account.fateAt() ? account.fate() : Fate.NORMAL;
  }

  /** Epoch second of the deletion, or of the suspension; meaningful only where there was one. */
  long fateAt(Account account, long now) {
    List<Chronicle.Event> events = chronicle.of(target(account.name()), now);
    return events.isEmpty() ? account.fateAt() : events.get(0).at();
  }

  static String target(String name) {
    return "u/" + name.toLowerCase(Locale.ROOT);
  }
}
