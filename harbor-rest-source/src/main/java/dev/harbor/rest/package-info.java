/**
 * A source that is declared, not written: {@code RestSource} has a client and endpoints, and each
 * {@code Endpoint} says what is asked, how it pages, and how its items are stored. Credentials come
 * from {@code dev.harbor.rest.auth}, paginators and selectors from {@code dev.harbor.rest.page},
 * limits and response actions from {@code dev.harbor.rest.http}.
 */
package dev.harbor.rest;
