package dev.harbor.run;

import dev.harbor.error.HarborException;
import dev.harbor.schema.Column;
import dev.harbor.schema.SchemaDiff;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run would change in the tables of a dataset. Immutable.
 *
 * @param pipeline name of the pipeline
 * @param source name of the source
 * @param dataset name of the dataset
 * @param resources what each root resource would change, with those that depend on it
 */
public record SchemaPlan(String pipeline, String source, String dataset, List<Resource> resources) {
  /** Takes a copy. */
  public SchemaPlan {
    resources = List.copyOf(resources);
  }

  /**
   * What one resource would change. Immutable.
   *
   * @param name of the root resource
   * @param itemsRead items that were read to find out
   * @param changes new tables and columns
   * @param refused what contracts would keep out
   * @param failure why the resource would fail; null if it would not
   */
  public record Resource(
      String name,
      long itemsRead,
      SchemaDiff changes,
      RefusalReport refused,
      @Nullable HarborException failure) {
    /** Why the resource would fail, if it would. */
    public Optional<HarborException> cause() {
      return Optional.ofNullable(failure);
    }
  }

  /** Whether no table would change and no resource would fail. */
  public boolean isEmpty() {
    return resources.stream().allMatch(each -> each.changes().isEmpty() && each.failure() == null);
  }

  /** The plan as text for people: a line per change. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "Plan of pipeline '%s': source '%s' into dataset '%s'%s",
        pipeline,
        source,
        dataset,
        isEmpty() ? ", nothing would change" : "");
    for (Resource resource : resources) {
      line(text, "%s: %d items read", resource.name(), resource.itemsRead());
      resource
          .changes()
          .addedTables()
          .forEach(
              table ->
                  line(
                      text,
                      "  + table %s (%s)",
                      table.name(),
                      table.columns().stream()
                          .map(SchemaPlan::described)
                          .collect(Collectors.joining(", "))));
      resource
          .changes()
          .addedColumns()
          .forEach(
              change -> line(text, "  + column %s.%s", change.table(), described(change.column())));
      resource.refused().reasons().forEach((reason, n) -> line(text, "  - %d x %s", n, reason));
      resource.cause().ifPresent(cause -> line(text, "  ! %s", String.valueOf(cause.getMessage())));
    }
    return text.toString();
  }

  private static String described(Column column) {
    return column.name()
        + " "
        + column.type().documentName()
        + (column.nullable() ? "" : " not null");
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
