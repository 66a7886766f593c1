/**
 * Exceptions by what is true of the data afterwards. Whoever calls {@code run} catches {@code
 * RunFailedException}; authors of sources and destinations throw the ones here.
 */
package dev.harbor.error;
