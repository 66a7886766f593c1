/**
 * A simulated Reddit, imported by tests of whatever reads from Reddit.
 *
 * <p>{@link dev.harbor.reddit.simulator.RedditSimulator} is the door, {@link
 * dev.harbor.reddit.simulator.SimulatorOptions} says what the world looks like and {@link
 * dev.harbor.reddit.simulator.Faults} what goes wrong in it. The world is a pure function of seed
 * and virtual time. Not here: writes through Reddit's own API, and anything that needs a network.
 */
package dev.harbor.reddit.simulator;
