package dev.harbor.rest.http;

import java.io.IOException;

/** Makes something of an answer. */
@FunctionalInterface
public interface BodyReader<T> {
  /**
   * Reads an answer that no retry can change: a success, a redirect, or a client error.
   *
   * @throws IOException if the body is cut or not what its kind must be: the request is repeated
   */
  T read(RestResponse response) throws IOException;
}
