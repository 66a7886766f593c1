/**
 * Settings and results of a run: {@link dev.harbor.run.RunReport} above all. How a run works is not
 * here.
 */
package dev.harbor.run;
