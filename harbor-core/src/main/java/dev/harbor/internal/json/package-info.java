/** JSON in and out: the only classes that import Jackson. */
package dev.harbor.internal.json;
