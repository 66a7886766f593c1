package dev.harbor.testkit;

import java.util.Set;

/**
 * The service that a source reads from, as {@link SourceContract} needs it: a fake or a simulator
 * that takes new records, fails on demand and counts what it is asked. Thread-safe.
 */
public interface Upstream extends AutoCloseable {
  /** How the answer to a request can go wrong. */
  enum Failure {
    /** Too many requests, with a time to wait that is as short as the service can say. */
    THROTTLED,
    /** The service's own fault, gone when asked again. */
    SERVER_ERROR,
    /** The credentials are refused, however often they are shown. */
    UNAUTHORIZED,
    /** A body that is not what its kind says: broken JSON. */
    MALFORMED,
    /** No answer at all until the caller gives up. */
    STALLED
  }

  /**
   * Adds a record that is newer than all others.
   *
   * @return its key, as text
   */
  String add();

  /**
   * Adds a record that stands at the same place of the source's order as the newest one, such as
   * one of the same second.
   *
   * @return its key, as text
   */
  String addBeside();

  /**
   * Changes a record, so that a source that follows changes brings it again.
   *
   * @return false if records never change here, or the source does not follow changes
   */
  boolean change(String key);

  /** The next answers to requests for records go wrong. */
  void failNext(int requests, Failure how);

  /** How many requests came so far, those that failed included. */
  int requests();

  /** What must never appear in a message: passwords, tokens, secrets of clients. */
  Set<String> secrets();

  @Override
  void close();
}
