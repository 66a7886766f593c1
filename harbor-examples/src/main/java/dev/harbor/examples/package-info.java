/**
 * Ideas of Harbor, one file each, to be read and copied. Programs with a package of their own stand
 * below.
 */
package dev.harbor.examples;
