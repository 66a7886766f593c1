package dev.harbor.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a dataset as trees, root rows with what is nested below them, in a text that depends
 * on neither ids nor the order of rows. Immutable.
 */
final class RowForest {
  private static final Set<String> LINKS = Set.of("_dlt_id", "_dlt_parent_id", "_dlt_root_id");

  private final CanonicalDataset dataset;
  private final Map<String, Object> known;
  private final Map<String, List<Node>> nodes = new HashMap<>();
  private final List<Node> roots = new ArrayList<>();

  /** A row with its place in the tree. */
  private static final class Node {
    final String table;
    final List<@Nullable Object> own = new ArrayList<>();
    @Nullable Object id;
    @Nullable Object parentId;
    @Nullable Object rootId;
    boolean carriesRootId;
    final List<Node> nested = new ArrayList<>();

    Node(String table) {
      this.table = table;
    }
  }

  RowForest(CanonicalDataset dataset, Map<String, Object> known) {
    this.dataset = dataset;
    this.known = known;
    dataset.tables().forEach((name, table) -> nodes.put(name, nodes(name, table)));
    dataset.tables().forEach(this::link);
  }

  private static List<Node> nodes(String name, CanonicalDataset.Table table) {
    List<String> columns = table.names();
    List<Node> found = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      Node node = new Node(name);
      for (int i = 0; i < columns.size(); i++) {
        switch (columns.get(i)) {
          case "_dlt_id" -> node.id = row.get(i);
          case "_dlt_parent_id" -> node.parentId = row.get(i);
          case "_dlt_root_id" -> {
            node.rootId = row.get(i);
            node.carriesRootId = true;
          }
          default -> node.own.add(row.get(i));
        }
      }
      found.add(node);
    }
    return found;
  }

  private void link(String name, CanonicalDataset.Table table) {
    List<Node> rows = Objects.requireNonNull(nodes.get(name));
    if (!table.names().contains("_dlt_parent_id")) {
      roots.addAll(rows);
      return;
    }
    Map<Object, List<Node>> above = new HashMap<>();
    nodes.getOrDefault(parent(name), List.of()).stream()
        .filter(node -> node.id != null)
        .forEach(node -> above.computeIfAbsent(node.id, id -> new ArrayList<>()).add(node));
    for (Node row : rows) {
      List<Node> parents = above.getOrDefault(row.parentId, List.of());
      parents.forEach(parent -> parent.nested.add(row));
      if (parents.isEmpty()) {
        roots.add(row);
      }
    }
  }

  /** The table that the schema document names, else the longest that the name begins with. */
  private String parent(String table) {
    Object named = Json.member(dataset.schema(), table).get("parent");
    if (named instanceof String parent && dataset.tables().containsKey(parent)) {
      return parent;
    }
    String name = table;
    while (name.contains("__")) {
      name = name.substring(0, name.lastIndexOf("__"));
      if (dataset.tables().containsKey(name)) {
        return name;
      }
    }
    return "";
  }

  /** Rows of each table by themselves. */
  String rows() {
    StringBuilder text = new StringBuilder();
    dataset
        .tables()
        .forEach(
            (name, table) -> {
              text.append(name)
                  .append(' ')
                  .append(table.names().stream().filter(column -> !LINKS.contains(column)).toList())
                  .append('\n');
              Objects.requireNonNull(nodes.get(name)).stream()
                  .map(node -> Json.line(node.own))
                  .sorted()
                  .forEach(row -> text.append("  ").append(row).append('\n'));
            });
    return text.toString();
  }

  /** Root rows and rows without a parent, each with what is nested below it. */
  String trees() {
    return String.join("", roots.stream().map(root -> tree(root, root, "")).sorted().toList());
  }

  private String tree(Node node, Node root, String indent) {
    StringBuilder text = new StringBuilder(indent);
    text.append(node.table).append(' ').append(Json.line(node.own));
    if (node == root && node.parentId != null) {
      text.append(" without a parent");
    }
    if (node.carriesRootId) {
      text.append(Objects.equals(node.rootId, root.id) ? " with its" : " without its")
          .append(" root");
    }
    if (known.containsKey(node.table)) {
      Object label = Objects.requireNonNull(node.id);
      text.append(" id ")
          .append(
              Json.member(dataset.ids(), node.table).getOrDefault(String.valueOf(label), label));
    }
    text.append('\n');
    node.nested.stream()
        .map(nested -> tree(nested, root, indent + "  "))
        .sorted()
        .forEach(text::append);
    return text.toString();
  }
}
