import org.jspecify.annotations.NullMarked;

/** Requests, authentication, rate limits and retries for sources that read REST APIs. */
@NullMarked
module dev.harbor.rest {
  requires com.fasterxml.jackson.core;
  requires transitive dev.harbor.core;
  requires transitive okhttp3;
  requires static transitive org.jspecify;

  exports dev.harbor.rest;
  exports dev.harbor.rest.auth;
  exports dev.harbor.rest.http;
  exports dev.harbor.rest.page;
}
