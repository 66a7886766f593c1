/** From items to rows: flattening, identifiers, row ids. */
package dev.harbor.internal.normalize;
