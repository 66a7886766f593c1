package dev.harbor.source;

/** Reads a resource and hands over its items, one call of {@link Emitter#emit} each. */
@FunctionalInterface
public interface Extractor {
  /**
   * Reads once, from where the last committed run ended to the end. Called on one thread, which an
   * interrupt asks to stop.
   *
   * @param context what the run knows: start of the window, state, clock
   * @param emitter takes items; to be used on the calling thread only
   * @throws Exception if the source could not be read: nothing since the last commit is stored
   */
  void extract(ExtractContext context, Emitter emitter) throws Exception;
}
