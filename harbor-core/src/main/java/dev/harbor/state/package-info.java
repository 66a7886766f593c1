/**
 * What is remembered between runs: where a lane stands ({@link dev.harbor.state.Checkpoint}) and
 * the documents of dlt's system tables it is kept in. Authors of destinations read and write
 * checkpoints; moving a cursor is not here.
 */
package dev.harbor.state;
