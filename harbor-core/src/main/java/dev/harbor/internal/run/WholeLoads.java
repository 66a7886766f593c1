package dev.harbor.internal.run;

import dev.harbor.schema.MergeStrategy;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Resource;

/** Which resources load in one segment, whatever the limits say. */
final class WholeLoads {
  private WholeLoads() {}

  /** Whether a second segment would undo the first: what it does not bring counts as gone. */
  static boolean isNeededBy(Resource resource) {
    boolean versions = resource.strategy().filter(MergeStrategy.SCD2::equals).isPresent();
    boolean slices =
        !resource.mergeKey().isEmpty()
            && resource.strategy().filter(MergeStrategy.DELETE_INSERT::equals).isPresent();
    return resource.disposition() == WriteDisposition.REPLACE || versions || slices;
  }
}
