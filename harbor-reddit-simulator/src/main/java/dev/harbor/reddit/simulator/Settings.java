package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.SimulatedSubreddit.Kind;
import dev.harbor.reddit.simulator.SimulatorOptions.Numbers;
import dev.harbor.reddit.simulator.SimulatorOptions.UserAgents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The values behind {@link SimulatorOptions}, which alone may change them, before anybody else sees
 * them.
 */
final class Settings {
  long seed = 1;
  int port;
  Instant clockStart = Instant.parse("2026-01-15T12:00:00Z");
  Instant clock = clockStart;
  double clockSpeed;
  Duration history = Duration.ofDays(60);
  List<SimulatedSubreddit> subreddits = standardSubreddits();
  int users = 500;
  ChangeRates changes = ChangeRates.measured();
  TokenPolicy tokens = TokenPolicy.standard();
  RateBudget rateBudget = RateBudget.standard();
  SimulatedApp app = SimulatedApp.standard();
  double shortPages;
  int stickies = 2;
  int ancientPosts = 2;
  double brokenText;
  double adultPosts = 0.05;
  double searchJitter;
  double staleReads;
  int era = Era.LAST;
  Numbers numbers = Numbers.FRACTIONS;
  UserAgents userAgents = UserAgents.LENIENT;
  String chronicle = "";

  Settings copy() {
    var copy = new Settings();
    copy.seed = seed;
    copy.port = port;
    copy.clockStart = clockStart;
    copy.clock = clock;
    copy.clockSpeed = clockSpeed;
    copy.history = history;
    copy.subreddits = subreddits;
    copy.users = users;
    copy.changes = changes;
    copy.tokens = tokens;
    copy.rateBudget = rateBudget;
    copy.app = app;
    copy.shortPages = shortPages;
    copy.stickies = stickies;
    copy.ancientPosts = ancientPosts;
    copy.brokenText = brokenText;
    copy.adultPosts = adultPosts;
    copy.searchJitter = searchJitter;
    copy.staleReads = staleReads;
    copy.era = era;
    copy.numbers = numbers;
    copy.userAgents = userAgents;
    copy.chronicle = chronicle;
    return copy;
  }

  // Rates are Zipf's, but low enough that six hours bring few items beside the 1,000 of a full
  // listing.
  private static List<SimulatedSubreddit> standardSubreddits() {
    return List.of(
        SimulatedSubreddit.of("programming", 4),
        SimulatedSubreddit.of("java", 2.5),
        SimulatedSubreddit.of("dataengineering", 1.5),
        SimulatedSubreddit.of("Kotlin", 1),
        SimulatedSubreddit.of("selfhosted", 0.8),
        SimulatedSubreddit.of("PostgreSQL", 0.6),
        SimulatedSubreddit.of("AskHistorians", 0.5).withKind(Kind.RESTRICTED),
        SimulatedSubreddit.of("firehose", 44).withCommentsPerPost(0.2),
        SimulatedSubreddit.of("quietcorner", 0),
        SimulatedSubreddit.of("latecomer", 1).appearingAfter(Duration.ofHours(3)),
        SimulatedSubreddit.of("closingtime", 1).closingAfter(Duration.ofHours(24)),
        SimulatedSubreddit.of("secretgarden", 0.5).withKind(Kind.PRIVATE),
        SimulatedSubreddit.of("quarantinezone", 0.5).withKind(Kind.QUARANTINED),
        SimulatedSubreddit.of("gatedcommunity", 0.5).withKind(Kind.GATED),
        SimulatedSubreddit.of("bannedclub", 0.5).withKind(Kind.BANNED),
        SimulatedSubreddit.of("u_harbor_dev", 0.05).withKind(Kind.USER));
  }
}
