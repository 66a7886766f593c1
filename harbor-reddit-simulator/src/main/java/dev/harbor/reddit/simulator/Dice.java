package dev.harbor.reddit.simulator;

import java.util.List;

/**
 * Numbers that look random and depend on nothing but seed, entity and purpose, so that neither the
 * order of requests nor threads can change the world. Immutable.
 */
record Dice(long key) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  static Dice of(long seed, long entity) {
    return new Dice(mix(mix(seed + GOLDEN) ^ entity));
  }

  static Dice of(long seed, String entity) {
    long hash = 1125899906842597L;
    for (int i = 0; i < entity.length(); i++) {
      hash = 31 * hash + entity.charAt(i);
    }
    return of(seed, hash);
  }

  /** The dice of a part of this entity. */
  Dice part(long number) {
    return new Dice(mix(key + GOLDEN * (number + 1)));
  }

  long bits(String purpose) {
    return mix(key ^ (GOLDEN * purpose.hashCode()));
  }

  /** Uniform in [0, 1). */
  double unit(String purpose) {
    return (bits(purpose) >>> 11) * 0x1.0p-53;
  }

  int below(String purpose, int bound) {
    return (int) Long.remainderUnsigned(bits(purpose), bound);
  }

  boolean chance(String purpose, double share) {
    return share > 0 && unit(purpose) < share;
  }

  <T> T pick(String purpose, List<T> choices) {
    return choices.get(below(purpose, choices.size()));
  }

  /** Normal with mean 0 and deviation 1. */
  double gauss(String purpose) {
    double radius = Math.sqrt(-2 * Math.log(1 - unit(purpose)));
    return radius * Math.cos(2 * Math.PI * part(1).unit(purpose));
  }

  /** Poisson; by the normal distribution where the mean is large. */
  int poisson(String purpose, double mean) {
    if (mean > 30) {
      return Math.max(0, (int) Math.round(mean + Math.sqrt(mean) * gauss(purpose)));
    }

    double limit = Math.exp(-mean);
    double product = unit(purpose);
    int count = 0;
    while (product > limit) {
      count++;
      product *= part(count).unit(purpose);
    }
    return count;
  }

  private static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
