package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.SourceLists.Sort;

/**
 * Votes by time: they come in with a half-life of six hours, and are shown with a little noise.
 * Thread-safe.
 */
final class Scores {
  private static final double HALF_LIFE = 6 * 3600;
  private static final int MAX_SCORE = 400_000;
  private static final double HOT_SECONDS = 45_000;

  private final ChangeRates rates;
  private final Chronicle chronicle;

  Scores(ChangeRates rates, Chronicle chronicle) {
    this.rates = rates;
    this.chronicle = chronicle;
  }

  int score(Thing thing, long now) {
    int score = (int) Math.round(finalScore(thing) * grown(thing, now)) + noise(thing, now);
    for (Chronicle.Event event : chronicle.of(thing.fullname(), now)) {
      if (event.action() == Chronicle.Action.VOTE) {
        score += Integer.parseInt(event.text());
      }
    }
    return thing instanceof Post ? Math.max(0, score) : score;
  }

  /** Two decimals, from 0.3 to 1.0. */
  double upvoteRatio(Thing thing, long now) {
    double settled = 1 - 0.7 * Math.pow(thing.dice().unit("ratio"), 3);
    double shown = 1 - (1 - settled) * grown(thing, now);
    return Math.round(shown * 100) / 100.0;
  }

  double rank(Thing thing, Sort sort, long now) {
    int score = score(thing, now);
    return switch (sort) {
      case NEW -> thing.created();
      case TOP -> score;
      case HOT -> Math.log10(Math.max(1, score)) + thing.created() / HOT_SECONDS;
      case RISING -> (score + 1.0) / (now - thing.created() + 1800);
      case CONTROVERSIAL -> (score + 1.0) * (1 - upvoteRatio(thing, now));
    };
  }

  private static double finalScore(Thing thing) {
    Dice dice = thing.dice();
    if (thing instanceof Post) {
      return Math.min(MAX_SCORE, Math.exp(2.2 + 1.7 * dice.gauss("score")));
    }
    double size = Math.exp(0.9 + 1.1 * dice.gauss("score"));
    return dice.chance("disliked", 0.06) ? -size : size;
  }

  private double grown(Thing thing, long now) {
    if (!moves(thing)) {
      return 1;
    }
    double halfLives = Math.max(0, now - thing.created()) / HALF_LIFE;
    return halfLives > 30 ? 1 : 1 - Math.pow(0.5, halfLives);
  }

  private int noise(Thing thing, long now) {
    return moves(thing) ? thing.dice().part(now / 3600).below("noise", 3) - 1 : 0;
  }

  private boolean moves(Thing thing) {
    return thing.dice().chance("score moves", rates.scores());
  }
}
