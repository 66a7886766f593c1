/**
 * What the author of a destination writes against: {@link dev.harbor.destination.Destination},
 * which is handed {@link dev.harbor.destination.LoadPackage}s. How packages are made is not here.
 */
package dev.harbor.destination;
