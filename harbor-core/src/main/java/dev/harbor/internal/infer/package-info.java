/**
 * From values to types: what a text means, and what a value becomes in a column of another type.
 */
package dev.harbor.internal.infer;
