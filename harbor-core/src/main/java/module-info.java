import org.jspecify.annotations.NullMarked;

/** Pipelines, the contracts of sources and destinations, and the path of a record between them. */
@NullMarked
module dev.harbor.core {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires static transitive org.jspecify;

  exports dev.harbor;
  exports dev.harbor.contract;
  exports dev.harbor.destination;
  exports dev.harbor.destination.memory;
  exports dev.harbor.error;
  exports dev.harbor.meta;
  exports dev.harbor.run;
  exports dev.harbor.schema;
  exports dev.harbor.source;
  exports dev.harbor.state;
}
