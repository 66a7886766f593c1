package dev.harbor.reddit;

/**
 * What becomes of the row of a post or comment that was deleted or removed at Reddit. Reddit's
 * terms ask for deleted content to go.
 */
public enum OnDelete {
  /**
   * Title, text, addresses, media, flair and author go; id, subreddit and times stay, with {@code
   * _deleted_at} and {@code _deletion}.
   */
  SCRUB,
  /** The row becomes what Reddit still shows, with {@code _deleted_at} and {@code _deletion}. */
  TOMBSTONE,
  /** The row goes; where only a moderator removed it, when it is found removed a second time. */
  HARD_DELETE,
  /** The row stays as it was. Obeying Reddit's terms is then the caller's business. */
  KEEP
}
