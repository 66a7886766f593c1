package dev.harbor.rest.http;

/** Why there is no answer. */
public enum RestFailure {
  /** No connection came about. The next request will hardly fare better. */
  UNREACHABLE,
  /** The server refuses the credentials, new ones included. */
  UNAUTHORIZED,
  /** Something before the API refuses the caller: the network, the user agent. */
  BLOCKED,
  /** Too many answers in a row said that there were too many requests. */
  THROTTLED,
  /** The body is greater than the limit. */
  TOO_LARGE,
  /** A response action says that there is no use in asking again. */
  REFUSED,
  /** Retries did not help against errors or cut bodies. */
  EXHAUSTED;

  /** Whether other requests to the same API fail for the same reason. */
  public boolean concernsAll() {
    return this == UNREACHABLE || this == UNAUTHORIZED || this == BLOCKED || this == THROTTLED;
  }
}
