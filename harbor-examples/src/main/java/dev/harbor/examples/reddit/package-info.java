/** The program that loads Reddit, real or simulated. */
package dev.harbor.examples.reddit;
