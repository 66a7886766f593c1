/**
 * What an extractor meets: the emitter, the context, and the gate that items pass by their cursor.
 */
package dev.harbor.internal.extract;
