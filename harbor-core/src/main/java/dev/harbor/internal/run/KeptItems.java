package dev.harbor.internal.run;

import dev.harbor.destination.DatasetReader;
import dev.harbor.error.SourceException;
import dev.harbor.internal.extract.LaneEmitter;
import dev.harbor.state.CheckpointKey;
import java.util.Map;

/**
 * The quarantined items of one lane.
 *
 * @param reader of the quarantine
 * @param key the lane
 */
record KeptItems(DatasetReader reader, CheckpointKey key) {
  /** Emits every item as one of the resource that it came from. */
  void handTo(Map<String, LaneEmitter> emitters) {
    reader.readQuarantine(
        key.dataset(),
        key.pipeline(),
        kept -> {
          if (kept.key().equals(key)) {
            String resource = kept.row().resource();
            LaneEmitter emitter = emitters.get(resource);
            if (emitter == null) {
              throw new SourceException(
                  "Cannot replay an item of resource '%s': the source has no such resource below '%s'. Replay with the source that it came from"
                      .formatted(resource, key.resource()));
            }
            emitter.replay(kept.row().json());
          }
        });
  }
}
