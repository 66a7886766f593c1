/**
 * {@link dev.harbor.destination.memory.InMemoryDestination}, a full destination on maps, for users'
 * tests and the first five minutes. Nothing of it outlives the process.
 */
package dev.harbor.destination.memory;
