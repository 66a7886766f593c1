package dev.harbor.rest.http;

import dev.harbor.source.ExtractContext;

/**
 * Gives requests their credential. Implementations are thread-safe.
 *
 * <p>A {@link RestClient} sends it to the origin of its base address only.
 */
public interface Authorization {
  /**
   * The credential, such as {@code Bearer …}; asks for a new token where the old one ends.
   *
   * @param context counts the requests that this takes
   * @throws RestException if there is no token to be had
   * @throws InterruptedException if the thread was interrupted
   */
  String header(ExtractContext context) throws InterruptedException;

  /**
   * Says that the server refused a credential with 401.
   *
   * @param refused the value that was sent
   * @return whether another call of {@link #header} may give a value that is not refused
   * @throws InterruptedException if the thread was interrupted
   */
  boolean renew(String refused) throws InterruptedException;

  /** Where the credential stands; the header {@code Authorization} unless said otherwise. */
  default Placement placement() {
    return Placement.authorization();
  }
}
