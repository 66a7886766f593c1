/**
 * The shape of data: tables, columns and types, as pure values without I/O. Authors of destinations
 * read {@link dev.harbor.schema.TableSchema} and {@link dev.harbor.schema.Column}; how a shape is
 * inferred from items is not here.
 */
package dev.harbor.schema;
