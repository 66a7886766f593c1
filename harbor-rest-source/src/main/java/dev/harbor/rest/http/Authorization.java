package dev.harbor.rest.http;

import dev.harbor.source.ExtractContext;

/**
 * Gives requests their {@code Authorization} header. Implementations are thread-safe.
 *
 * <p>A {@link RestClient} sends the header to the origin of its base address only.
 */
public interface Authorization {
  /**
   * The header's value, such as {@code bearer …}; asks for a new token where the old one ends.
   *
   * @param context counts the requests that this takes
   * @throws RestException if there is no token to be had
   * @throws InterruptedException if the thread was interrupted
   */
  String header(ExtractContext context) throws InterruptedException;

  /**
   * Says that the server refused a header with 401.
   *
   * @param refused the value that was sent
   * @return whether another call of {@link #header} may give a value that is not refused
   * @throws InterruptedException if the thread was interrupted
   */
  boolean renew(String refused) throws InterruptedException;
}
