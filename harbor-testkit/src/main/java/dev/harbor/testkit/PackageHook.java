package dev.harbor.testkit;

/** Something that is done before a row is handed over. Immutable. */
record PackageHook(String table, int row, Runnable action) {}
