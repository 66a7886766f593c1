package dev.harbor.reddit;

/**
 * What a source has streamed since it was made. Immutable.
 *
 * @param submissions posts that were handed over, each once
 * @param comments comments that were handed over, each once
 * @param rateLimitHits answers that said that there were too many requests
 * @param queueSize things that wait to be stored
 */
public record StreamStatistics(long submissions, long comments, long rateLimitHits, int queueSize) {
  /** Posts and comments. */
  public long total() {
    return submissions + comments;
  }
}
