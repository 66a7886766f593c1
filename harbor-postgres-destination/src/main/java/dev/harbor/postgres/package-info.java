/**
 * PostgreSQL as a destination. Users meet {@link dev.harbor.postgres.PostgresDestination}; whoever
 * reads on begins with {@code LoadTransaction}, the whole of one load in order.
 */
package dev.harbor.postgres;
