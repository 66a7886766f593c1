/**
 * What the programs among the examples share: settings, command lines, exit statuses and the kept
 * PostgreSQL.
 *
 * <p>A program declares its {@link dev.harbor.examples.support.CommandLine}, hands itself to {@link
 * dev.harbor.examples.support.Exit}, reads {@link dev.harbor.examples.support.Settings} and, where
 * it has no database of its own, starts {@link dev.harbor.examples.support.KeptPostgres}. Nothing
 * here knows what is loaded.
 */
@NullMarked
package dev.harbor.examples.support;

import org.jspecify.annotations.NullMarked;
