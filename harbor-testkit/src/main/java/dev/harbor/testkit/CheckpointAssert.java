package dev.harbor.testkit;

import dev.harbor.schema.Column;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.LoadId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about a {@link Checkpoint}. */
public final class CheckpointAssert extends AbstractAssert<CheckpointAssert, Checkpoint> {
  CheckpointAssert(Checkpoint actual) {
    super(actual, CheckpointAssert.class);
  }

  /** This load wrote it. */
  public CheckpointAssert wasWrittenBy(LoadId load) {
    isNotNull();
    return check(actual.loadId().equals(load), "load", load, actual.loadId());
  }

  /** The lane has exactly these tables, in any order. */
  public CheckpointAssert hasTables(String... names) {
    isNotNull();
    List<String> found = actual.tables().stream().map(TableSchema::name).sorted().toList();
    List<String> expected = Arrays.stream(names).sorted().toList();
    return check(found.equals(expected), "tables", expected, found);
  }

  /** A table has exactly these columns, in this order; Harbor's own included. */
  public CheckpointAssert hasColumns(String table, String... names) {
    isNotNull();
    List<String> found =
        actual.tables().stream()
            .filter(schema -> schema.name().equals(table))
            .flatMap(schema -> schema.columns().stream())
            .map(Column::name)
            .toList();
    return check(found.equals(List.of(names)), "columns of '" + table + "'", List.of(names), found);
  }

  /** A member of the state has this value; null if it is absent. */
  public CheckpointAssert hasState(String name, @Nullable Object value) {
    isNotNull();
    Object found = actual.state().values().get(name);
    return check(Objects.equals(found, value), "state '" + name + "'", value, found);
  }

  private CheckpointAssert check(
      boolean holds, String what, @Nullable Object expected, @Nullable Object found) {
    if (!holds) {
      throw failure(
          "Expected checkpoint of '%s' to have %s%n  %s%nbut it has%n  %s",
          actual.key(), what, expected, found);
    }
    return this;
  }
}
