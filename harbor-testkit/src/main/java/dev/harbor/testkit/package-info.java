/**
 * What a test needs. Authors of destinations extend {@link dev.harbor.testkit.DestinationContract}
 * and make packages with {@link dev.harbor.testkit.LoadPackages}; users of pipelines take {@link
 * dev.harbor.testkit.FaultyDestination}, {@link dev.harbor.testkit.ManualClock} and {@link
 * dev.harbor.testkit.HarborAssertions}. The in-memory destination is in core.
 */
package dev.harbor.testkit;
