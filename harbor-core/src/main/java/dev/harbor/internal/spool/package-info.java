/** Rows between source and destination: in memory up to a budget, in temporary files beyond. */
package dev.harbor.internal.spool;
