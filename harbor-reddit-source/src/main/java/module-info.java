import org.jspecify.annotations.NullMarked;

/** Posts, comments and users of Reddit's communities, incrementally. */
@NullMarked
module dev.harbor.reddit {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires transitive dev.harbor.core;
  requires transitive dev.harbor.rest;
  requires transitive okhttp3;
  requires static transitive org.jspecify;

  exports dev.harbor.reddit;
}
