package dev.harbor.rest;

import dev.harbor.rest.http.ResponseAction;
import dev.harbor.rest.http.ResponseAction.Verb;
import dev.harbor.rest.page.Selector;
import dev.harbor.schema.DataType;
import dev.harbor.schema.WriteDisposition;
import dev.harbor.source.Incremental;
import dev.harbor.source.RowOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one endpoint of a source's document. Confined to one thread. */
final class EndpointDocument {
  private static final String[] SETTINGS = {
    "query",
    "headers",
    "paginator",
    "select",
    "actions",
    "incremental",
    "primary-key",
    "disposition",
    "table",
    "columns",
    "max-table-nesting",
    "include-from-parent",
    "max-pages",
    "pages-ahead"
  };

  private final DocumentNode node;

  EndpointDocument(DocumentNode node) {
    this.node = node;
  }

  /** A whole endpoint. */
  Endpoint endpoint() {
    String[] names = Arrays.copyOf(SETTINGS, SETTINGS.length + 5);
    List<String> more = List.of("name", "path", "method", "json", "form");
    for (int i = 0; i < more.size(); i++) {
      names[SETTINGS.length + i] = more.get(i);
    }
    node.only(names);
    String name = node.require("name").text();
    String path = node.require("path").text();
    boolean post = isPost();
    Endpoint.Builder endpoint = post ? Endpoint.post(name, path) : Endpoint.get(name, path);
    node.find("json").ifPresent(body -> endpoint.json(body.tree()));
    node.find("form").ifPresent(form -> form.texts().forEach(endpoint::form));
    fill(endpoint);
    return node.at(endpoint::build);
  }

  private boolean isPost() {
    Optional<DocumentNode> method = node.find("method");
    String text = method.map(DocumentNode::text).orElse("GET");
    if (!text.equals("GET") && !text.equals("POST")) {
      throw method.orElseThrow().refuse("'" + text + "'", "GET or POST");
    }
    return text.equals("POST");
  }

  /** Settings that endpoints share. */
  Endpoint.Builder settings(Endpoint.Builder endpoint) {
    node.only(SETTINGS);
    fill(endpoint);
    return endpoint;
  }

  private void fill(Endpoint.Builder endpoint) {
    node.find("query").ifPresent(query -> query.texts().forEach(endpoint::query));
    node.find("headers").ifPresent(headers -> headers.texts().forEach(endpoint::header));
    node.find("paginator").ifPresent(p -> endpoint.paginator(PaginatorDocument.read(p)));
    node.find("select").ifPresent(select -> endpoint.select(selector(select)));
    node.find("actions").ifPresent(list -> list.list().forEach(a -> endpoint.on(action(a))));
    node.find("incremental").ifPresent(cursor -> incremental(cursor, endpoint));
    node.find("primary-key").ifPresent(key -> endpoint.primaryKey(key.textOrTexts()));
    node.find("disposition")
        .ifPresent(d -> endpoint.disposition(constant(WriteDisposition.class, d)));
    node.find("table").ifPresent(table -> endpoint.hints(resource -> resource.table(table.text())));
    node.find("columns").ifPresent(columns -> columns(columns, endpoint));
    node.find("max-table-nesting")
        .ifPresent(n -> endpoint.hints(resource -> resource.maxNesting((int) n.number())));
    node.find("include-from-parent")
        .ifPresent(fields -> endpoint.includeFromParent(fields.textOrTexts()));
    node.find("max-pages").ifPresent(n -> n.at(() -> endpoint.maxPages(n.number())));
    node.find("pages-ahead").ifPresent(n -> n.at(() -> endpoint.pagesAhead((int) n.number())));
  }

  private static void columns(DocumentNode columns, Endpoint.Builder endpoint) {
    for (String field : columns.texts().keySet()) {
      DataType type = constant(DataType.class, columns.require(field));
      endpoint.hints(resource -> resource.column(field, type));
    }
  }

  private static Selector selector(DocumentNode select) {
    if (select.isText()) {
      return select.at(() -> Selector.at(select.text()));
    }
    select.only("path", "if-present");
    DocumentNode path = select.require("path");
    boolean optional = select.find("if-present").map(DocumentNode::flag).orElse(false);
    return path.at(() -> optional ? Selector.ifPresent(path.text()) : Selector.at(path.text()));
  }

  private static ResponseAction action(DocumentNode node) {
    node.only("status", "content", "do");
    Verb verb = constant(Verb.class, node.require("do"));
    Optional<DocumentNode> status = node.find("status");
    Optional<DocumentNode> content = node.find("content");
    if (status.isEmpty() && content.isEmpty()) {
      throw node.refuse("neither status nor content", "one of them, or both");
    }
    return node.at(
        () -> {
          if (status.isEmpty()) {
            return ResponseAction.onContent(content.orElseThrow().text(), verb);
          }
          ResponseAction action = ResponseAction.on((int) status.get().number(), verb);
          return content.isEmpty() ? action : action.andContent(content.get().text());
        });
  }

  private static void incremental(DocumentNode node, Endpoint.Builder endpoint) {
    node.only("path", "type", "start", "order", "format");
    String path = node.require("path").text();
    Optional<DocumentNode> type = node.find("type");
    Optional<String> start = node.find("start").map(DocumentNode::text);
    String name = type.map(DocumentNode::text).orElse("text");
    switch (name) {
      case "instant" -> {
        Incremental<Instant> cursor = Incremental.ofInstant(path);
        endpoint.incremental(
            ordered(started(cursor, start.map(text -> node.at(() -> Instant.parse(text)))), node),
            format(node));
      }
      case "date" ->
          endpoint.incremental(
              ordered(
                  started(
                      Incremental.ofDate(path),
                      start.map(text -> node.at(() -> LocalDate.parse(text)))),
                  node));
      case "long" ->
          endpoint.incremental(
              ordered(
                  started(
                      Incremental.ofLong(path),
                      start.map(text -> node.at(() -> Long.valueOf(text)))),
                  node));
      case "text" -> endpoint.incremental(ordered(started(Incremental.ofText(path), start), node));
      default -> throw type.orElseThrow().refuse("'" + name + "'", "instant, date, long or text");
    }
  }

  private static <T> Incremental<T> started(Incremental<T> cursor, Optional<T> start) {
    return start.isPresent() ? cursor.startingAt(start.get()) : cursor;
  }

  private static <T> Incremental<T> ordered(Incremental<T> cursor, DocumentNode node) {
    Optional<DocumentNode> order = node.find("order");
    return order.isPresent() ? cursor.order(constant(RowOrder.class, order.get())) : cursor;
  }

  private static java.util.function.Function<Instant, String> format(DocumentNode node) {
    Optional<DocumentNode> format = node.find("format");
    return switch (format.map(DocumentNode::text).orElse("iso")) {
      case "iso" -> Instant::toString;
      case "epoch-seconds" -> instant -> Long.toString(instant.getEpochSecond());
      case "epoch-millis" -> instant -> Long.toString(instant.toEpochMilli());
      case "date" -> instant -> instant.atOffset(java.time.ZoneOffset.UTC).toLocalDate().toString();
      default ->
          throw format
              .orElseThrow()
              .refuse("something else", "iso, epoch-seconds, epoch-millis or date");
    };
  }

  private static <E extends Enum<E>> E constant(Class<E> type, DocumentNode node) {
    String text = node.text();
    for (E each : type.getEnumConstants()) {
      if (name(each).equals(text)) {
        return each;
      }
    }
    throw node.refuse(
        "'" + text + "'",
        "one of " + Arrays.stream(type.getEnumConstants()).map(EndpointDocument::name).toList());
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
