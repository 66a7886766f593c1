/** The program that loads JSON files. */
package dev.harbor.examples.json;
