import org.jspecify.annotations.NullMarked;

/** Contracts, faults, clocks and generators for tests of pipelines, sources and destinations. */
@NullMarked
module dev.harbor.testkit {
  requires transitive dev.harbor.core;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;

  exports dev.harbor.testkit;

  // JUnit runs the clauses, which are not public.
  opens dev.harbor.testkit to
      org.junit.platform.commons;
}
