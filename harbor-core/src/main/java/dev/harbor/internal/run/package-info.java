/** A run: lanes, the threads they have, and the straight line that each walks. */
package dev.harbor.internal.run;
