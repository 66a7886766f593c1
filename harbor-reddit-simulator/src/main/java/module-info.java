import org.jspecify.annotations.NullMarked;

/** A deterministic Reddit over HTTP, for tests, demos and work without a network. */
@NullMarked
module dev.harbor.reddit.simulator {
  requires com.fasterxml.jackson.core;
  requires java.logging;
  requires mockwebserver3;
  requires okhttp3;
  requires static transitive org.jspecify;

  exports dev.harbor.reddit.simulator;
}
