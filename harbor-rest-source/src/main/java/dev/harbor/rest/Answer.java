package dev.harbor.rest;

import dev.harbor.rest.page.Page;
import java.util.Optional;

/**
 * What became of the request for a page: exactly one of these.
 *
 * @param page the page
 * @param ignored why there is none, as a response action wants it
 * @param redirect where to ask instead
 * @param refusal the API says no, and nothing is declared for that
 */
record Answer(
    Optional<Page> page,
    Optional<String> ignored,
    Optional<String> redirect,
    Optional<Refusal> refusal) {

  /**
   * A no.
   *
   * @param status of the answer
   * @param message of the exception
   */
  record Refusal(int status, String message) {}

  static Answer of(Page page) {
    return new Answer(Optional.of(page), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Answer ignored(String why) {
    return new Answer(Optional.empty(), Optional.of(why), Optional.empty(), Optional.empty());
  }

  static Answer elsewhere(String address) {
    return new Answer(Optional.empty(), Optional.empty(), Optional.of(address), Optional.empty());
  }

  static Answer refused(int status, String message) {
    return new Answer(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Refusal(status, message)));
  }
}
