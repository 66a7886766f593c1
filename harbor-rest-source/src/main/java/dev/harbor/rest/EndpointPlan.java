package dev.harbor.rest;

import dev.harbor.rest.page.Paginator;
import dev.harbor.rest.page.Selector;
import dev.harbor.schema.WriteDisposition;

/**
 * An endpoint whose settings are all decided.
 *
 * @param name of the resource
 * @param requests makes the request of a page
 * @param paginator tells the next page
 * @param selector finds the items
 * @param disposition of the resource
 * @param keepsBookmark whether an interrupted walk goes on where it was
 * @param maxPages most pages of a walk
 * @param pagesAhead how many pages are fetched before they are needed
 * @param maxNesting levels of a body that are taken
 */
record EndpointPlan(
    String name,
    RequestTemplate requests,
    Paginator paginator,
    Selector selector,
    WriteDisposition disposition,
    boolean keepsBookmark,
    long maxPages,
    int pagesAhead,
    int maxNesting) {}
