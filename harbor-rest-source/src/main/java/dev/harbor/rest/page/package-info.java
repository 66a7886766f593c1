/**
 * Pages of a REST API: a {@code Paginator} says what the next request is, a {@code Selector} where
 * the items stand. The author of a declarative source picks one of each; whoever meets an API that
 * pages in its own way writes a {@code Paginator}.
 */
package dev.harbor.rest.page;
