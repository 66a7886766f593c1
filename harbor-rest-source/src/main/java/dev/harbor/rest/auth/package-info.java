/** Tokens for a REST API: an {@code Authenticator} is given to a {@code RestClient}. */
package dev.harbor.rest.auth;
