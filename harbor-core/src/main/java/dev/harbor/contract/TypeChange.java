package dev.harbor.contract;

/** What becomes of a column whose type cannot hold a value. */
public enum TypeChange {
  /** The value goes to a variant column beside it, {@code column__v_type}, as in dlt. */
  VARIANT,
  /**
   * The column gets a wider type that holds its old values and the new one exactly, if there is
   * one; otherwise as {@link #VARIANT}. Changing a type rewrites the table under a lock.
   */
  WIDEN
}
