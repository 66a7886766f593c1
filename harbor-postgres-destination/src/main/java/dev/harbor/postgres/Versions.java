package dev.harbor.postgres;

import dev.harbor.destination.RowCounts;
import dev.harbor.schema.Column;
import dev.harbor.schema.Scd2;
import dev.harbor.schema.TableSchema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Keeps versions of records: retires active ones that the staged rows no longer have, and stores
 * those that are not active. Confined to one thread.
 */
final class Versions {
  private static final String SEQUENCE = Identifiers.quote(CopyEncoder.SEQUENCE);

  private final StagedTree tree;
  private final Session session;
  private final Staging root;
  private final Target target;
  private final Scd2 scd2;
  private final String boundary;
  private final String active;
  private final String version;
  private final String validTo;

  Versions(StagedTree tree, Instant now) {
    this.tree = tree;
    this.session = tree.session();
    this.root = tree.root();
    this.target = tree.target();
    this.scd2 = Objects.requireNonNullElse(target.schema().mergeOptions().scd2(), Scd2.defaults());
    this.boundary = timestamp(scd2.boundaryTimestamp() == null ? now : scd2.boundaryTimestamp());
    this.active =
        scd2.activeRecordTimestamp() == null
            ? "NULL::timestamptz"
            : timestamp(scd2.activeRecordTimestamp());
    this.version = Identifiers.quote(versionColumn(target.schema()));
    this.validTo = Identifiers.quote(scd2.validTo());
  }

  /** The column that tells versions apart. */
  static String versionColumn(TableSchema schema) {
    Scd2 scd2 = schema.mergeOptions().scd2();
    return scd2 == null || scd2.rowVersion() == null ? "_dlt_id" : scd2.rowVersion();
  }

  private static String timestamp(Instant instant) {
    return "'" + instant + "'::timestamptz";
  }

  void run() {
    boolean hasKey = target.schema().columns().stream().anyMatch(SqlParts::isKey);
    tree.settle(
        hasKey ? SqlParts::isKey : column -> column.name().equals(versionColumn(target.schema())));
    session.doing("retire versions of table '" + target.name() + "'");
    long retired = target.created() ? 0 : session.execute(retire(hasKey));
    tree.takeOutGone();
    if (!target.created()) {
      tree.leaveAlone(activeOnes());
    }
    tree.insertNestedAbsent();
    session.doing("load table '" + target.name() + "'");
    long inserted = session.execute(insert());
    tree.count(target, new RowCounts(inserted, retired, 0, 0, 0));
  }

  private String isActive() {
    return "(t.%s IS NULL%s)"
        .formatted(
            validTo,
            scd2.activeRecordTimestamp() == null ? "" : " OR t." + validTo + " = " + active);
  }

  /** The staged rows say which versions stay, and which records or slices are spoken of at all. */
  private String retire(boolean hasKey) {
    String spokenOf = "";
    if (!SqlParts.pick(target, SqlParts::isMergeKey).isEmpty()) {
      spokenOf = spokenOf(SqlParts.same(target, SqlParts::isMergeKey));
    } else if (!scd2.retiresAbsent() && hasKey) {
      spokenOf = spokenOf(SqlParts.same(target, SqlParts::isKey));
    }
    return "UPDATE %s t SET %s = %s WHERE %s AND NOT EXISTS (SELECT FROM %s s WHERE s.%s = t.%s AND NOT %s)%s"
        .formatted(
            target.sql(),
            validTo,
            boundary,
            isActive(),
            root.sql(),
            version,
            version,
            tree.isGone(),
            spokenOf);
  }

  private String spokenOf(String same) {
    return " AND EXISTS (SELECT FROM %s s WHERE %s)".formatted(root.sql(), same);
  }

  private String activeOnes() {
    return "SELECT s.%s FROM %s s WHERE EXISTS (SELECT FROM %s t WHERE t.%s = s.%s AND %s)"
        .formatted(SEQUENCE, root.sql(), target.sql(), version, version, isActive());
  }

  private String insert() {
    List<Column> columns = target.writable();
    String values =
        columns.stream()
            .map(
                column -> {
                  if (column.name().equals(scd2.validFrom())) {
                    return boundary;
                  }
                  return column.name().equals(scd2.validTo())
                      ? active
                      : "s." + Identifiers.quote(column.name());
                })
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) SELECT %s FROM %s s"
        .formatted(target.sql(), root.columns(), values, root.sql());
  }
}
