package dev.harbor.reddit.simulator;

/** A way in which the fields of answers change. */
public enum Drift {
  /** A new text. */
  NEW_SCALAR,
  /** A new object with a text and a number. */
  NEW_OBJECT,
  /** A new list of two objects. */
  NEW_LIST,
  /** Three hundred new numbers, whose names begin with the field's. */
  NEW_FIELDS,
  /** The field is no longer there. */
  VANISHED,
  /** {@code 7} becomes {@code "7"}. */
  NUMBER_TO_TEXT,
  /** {@code "abc"} becomes its length. */
  TEXT_TO_NUMBER,
  /** {@code true} becomes an object. */
  FLAG_TO_OBJECT,
  /** An object, or anything else, becomes null. */
  TO_NULL,
  /** {@code 1776093091.0} becomes {@code 1776093091}. */
  FRACTION_TO_INTEGER,
  /** {@code 7} becomes {@code 7.0}. */
  INTEGER_TO_FRACTION,
  /** {@code "abc"} becomes {@code ["abc"]}. */
  TEXT_TO_LIST,
  /** Null becomes an object. */
  NULL_TO_OBJECT,
  /** A number beyond 2^53. */
  HUGE_NUMBER,
  /** A second field whose name differs only by case. */
  OTHER_CASE,
  /** A second field whose name normalises to the same: {@code isSelf} beside {@code is_self}. */
  COLLIDING_NAME,
  /** New fields whose names have a hyphen, blanks, points, other letters, 200 characters. */
  AWKWARD_NAMES,
  /** The kind of the object, such as {@code t1}, has the field's name instead. */
  RENAMED_KIND
}
