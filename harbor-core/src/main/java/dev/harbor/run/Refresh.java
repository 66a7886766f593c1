package dev.harbor.run;

/**
 * What a run forgets before it stores anything. It happens in the transaction of the first load of
 * each resource: a run that fails before it has changed nothing.
 */
public enum Refresh {
  /**
   * Tables and state of every resource of the source that was ever loaded, those left out of this
   * run included; the latter go when the run has succeeded.
   */
  DROP_SOURCES,
  /** Tables and state of the resources of this run. */
  DROP_RESOURCES,
  /** Rows and state of the resources of this run; tables and columns stay. */
  DROP_DATA
}
