/** Words about the API itself. Imported by everybody, imports nobody. */
package dev.harbor.meta;
