package dev.harbor.reddit.simulator;

/** Whose time counts: that of the simulated world, or that of the machine. */
public enum TimeBase {
  /** The simulator's clock; a test moves it. */
  VIRTUAL,
  /** The machine's clock. */
  REAL
}
