package dev.harbor.schema;

/** How {@link WriteDisposition#MERGE} treats a record that is already there. */
public enum MergeStrategy {
  /** Updates what differs and adds what is new, by primary key. */
  UPSERT("upsert"),
  /** Deletes by primary or merge key, then inserts. */
  DELETE_INSERT("delete-insert"),
  /** Adds what is new and leaves existing records alone. */
  INSERT_ONLY("insert-only"),
  /** Keeps every version of a record, with the time of its validity. */
  SCD2("scd2");

  private final String documentName;

  MergeStrategy(String documentName) {
    this.documentName = documentName;
  }

  /** Name of this strategy in dlt's schema documents, such as {@code delete-insert}. */
  public String documentName() {
    return documentName;
  }
}
