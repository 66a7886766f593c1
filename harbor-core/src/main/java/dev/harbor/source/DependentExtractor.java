package dev.harbor.source;

/** Reads what belongs to one item of another resource. */
@FunctionalInterface
public interface DependentExtractor {
  /**
   * Reads once per item of the parent resource, in the parent's lane and segment.
   *
   * @param parentItem the item as the parent emitted it; JSON comes as maps, lists, text, numbers
   *     and booleans
   * @param context what the run knows; its state is that of the parent's lane
   * @param emitter takes items of the dependent resource; to be used on the calling thread only
   * @throws Exception if the source could not be read: nothing since the last commit is stored
   */
  void extract(Object parentItem, ExtractContext context, Emitter emitter) throws Exception;
}
