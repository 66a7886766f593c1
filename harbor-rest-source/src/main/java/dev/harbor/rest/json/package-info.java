/** JSON text as a tree that remembers where each value stands. Not exported. */
package dev.harbor.rest.json;
