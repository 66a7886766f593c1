/**
 * What the author of a source writes against: a {@link dev.harbor.source.Source} of {@link
 * dev.harbor.source.Resource}s, each with an {@link dev.harbor.source.Extractor} that emits items.
 * How items become rows is not here.
 */
package dev.harbor.source;
