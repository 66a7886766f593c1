package dev.harbor.reddit.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What has become of a post or a comment at a time. Immutable.
 *
 * @param listedAt epoch second by which listings order it; in the future while it waits for
 *     approval
 * @param gone why it cannot be seen, as in {@code removed_by_category}; null where it can
 * @param goneAt epoch second, where it is gone
 * @param text that replaced the first one; null where nobody said another
 * @param editedAt epoch second of the last edit; 0 where there was none
 * @param changedAt epoch second of the last change of any of these
 */
record Life(
    long listedAt,
    @Nullable String gone,
    long goneAt,
    @Nullable String text,
    long editedAt,
    long changedAt) {

  static final String BY_AUTHOR = "deleted";
  static final String WAITING = "automod_filtered";

  boolean isVisible() {
    return gone == null;
  }

  boolean isDeletedByAuthor() {
    return BY_AUTHOR.equals(gone);
  }
}
