/**
 * Requests to a REST API. The author of a source makes a {@code RestClient} and asks it; retries,
 * waits and limits are its business. Tokens come from {@code dev.harbor.rest.auth}.
 */
package dev.harbor.rest.http;
