package dev.harbor.reddit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class DiceTest {
  @Test
  void dependsOnSeedEntityAndPurposeOnly() {
    assertThat(Dice.of(1, 2).bits("a")).isEqualTo(Dice.of(1, 2).bits("a"));
    var seen = new HashSet<Long>();
    for (long seed = 0; seed < 10; seed++) {
      for (long entity = 0; entity < 10; entity++) {
        seen.add(Dice.of(seed, entity).bits("a"));
        seen.add(Dice.of(seed, entity).bits("b"));
        seen.add(Dice.of(seed, entity).part(1).bits("a"));
        seen.add(Dice.of(seed, "x" + entity).bits("a"));
      }
    }
    assertThat(seen).hasSize(400);
  }

  @Test
  void isUniform() {
    assertThat(mean(dice -> dice.unit("u"))).isCloseTo(0.5, within(0.01));
    assertThat(mean(dice -> dice.below("b", 7))).isCloseTo(3, within(0.05));
    assertThat(mean(dice -> dice.chance("c", 0.195) ? 1 : 0)).isCloseTo(0.195, within(0.01));
    assertThat(mean(dice -> dice.chance("c", 0) ? 1 : 0)).isZero();
    assertThat(mean(dice -> dice.chance("c", 1) ? 1 : 0)).isEqualTo(1);
  }

  @Test
  void drawsFromTheNormalAndThePoissonDistribution() {
    assertThat(mean(dice -> dice.gauss("g"))).isCloseTo(0, within(0.03));
    assertThat(mean(dice -> Math.pow(dice.gauss("g"), 2))).isCloseTo(1, within(0.05));
    assertThat(mean(dice -> dice.poisson("p", 0.3))).isCloseTo(0.3, within(0.02));
    assertThat(mean(dice -> dice.poisson("p", 8))).isCloseTo(8, within(0.1));
    assertThat(mean(dice -> dice.poisson("p", 400))).isCloseTo(400, within(1.0));
    assertThat(mean(dice -> dice.poisson("p", 0))).isZero();
  }

  private static double mean(ToDoubleFunction<Dice> draw) {
    double sum = 0;
    for (int i = 0; i < 20_000; i++) {
      sum += draw.applyAsDouble(Dice.of(42, i));
    }
    return sum / 20_000;
  }
}
