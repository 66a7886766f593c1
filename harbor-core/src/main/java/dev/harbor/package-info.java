/**
 * The door: {@link dev.harbor.Pipeline}. Programs that load data import it and the source and
 * destination they use.
 */
package dev.harbor;
