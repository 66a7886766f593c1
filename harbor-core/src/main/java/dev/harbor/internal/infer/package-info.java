/** The shape of tables while a lane runs: types of new columns, coercion into known ones. */
package dev.harbor.internal.infer;
