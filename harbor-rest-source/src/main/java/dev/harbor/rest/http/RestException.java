package dev.harbor.rest.http;

import static java.util.Objects.requireNonNull;

import dev.harbor.error.HarborException;
import org.jspecify.annotations.Nullable;

/** A request had no usable answer, retries included. */
public final class RestException extends HarborException {
  private final RestFailure failure;

  /**
   * A request without an answer.
   *
   * @param failure why
   * @param message what was found, what was expected and what to do; no secret
   * @param cause the last thing that went wrong, if it was an exception
   */
  public RestException(RestFailure failure, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.failure = requireNonNull(failure, "failure");
  }

  /** Why there is no answer. */
  public RestFailure failure() {
    return failure;
  }
}
