package dev.harbor.internal.run;

import dev.harbor.contract.SchemaContract;
import dev.harbor.destination.Destination;
import dev.harbor.internal.normalize.Identifiers;
import dev.harbor.run.PipelineListener;
import dev.harbor.run.RetryPolicy;
import dev.harbor.run.SegmentLimits;
import dev.harbor.schema.TypeInference;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What all lanes of a run share. Immutable.
 *
 * @param pipeline name of the pipeline
 * @param dataset normalised name of the dataset
 * @param destination where rows go
 * @param identifiers names of the destination
 * @param contract of resources that have none of their own; null if there is none
 * @param inference how columns get their types
 * @param limits when segments are cut
 * @param retries of loads
 * @param parallelism greatest number of lanes at once
 * @param memoryBytes that encoded rows of a lane may take in memory
 * @param clock of the run
 * @param listener who hears of it
 */
public record RunSettings(
    String pipeline,
    String dataset,
    Destination destination,
    Identifiers identifiers,
    @Nullable SchemaContract contract,
    TypeInference inference,
    SegmentLimits limits,
    RetryPolicy retries,
    int parallelism,
    long memoryBytes,
    Clock clock,
    PipelineListener listener) {}
