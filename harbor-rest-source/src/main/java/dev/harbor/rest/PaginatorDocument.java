package dev.harbor.rest;

import dev.harbor.rest.page.CursorPaginator;
import dev.harbor.rest.page.OffsetPaginator;
import dev.harbor.rest.page.PageNumberPaginator;
import dev.harbor.rest.page.Paginator;
import java.util.Optional;

/** Reads the paginator of a source's document. */
final class PaginatorDocument {
  private PaginatorDocument() {}

  /** A name alone, or an object with a type and settings. */
  static Paginator read(DocumentNode node) {
    Optional<DocumentNode> typed = node.isText() ? Optional.of(node) : node.find("type");
    DocumentNode type = typed.orElseGet(() -> node.require("type"));
    return node.at(
        () ->
            switch (type.text()) {
              case "detect" -> simple(node, Paginator.detect());
              case "single" -> simple(node, Paginator.single());
              case "link-header" -> linkHeader(node);
              case "next-url" -> nextUrl(node);
              case "cursor" -> cursor(node);
              case "offset" -> offset(node);
              case "page-number" -> pageNumber(node);
              default ->
                  throw type.refuse(
                      "'" + type.text() + "'",
                      "detect, single, link-header, next-url, cursor, offset or page-number");
            });
  }

  private static Paginator simple(DocumentNode node, Paginator paginator) {
    if (node.isObject()) {
      node.only("type");
    }
    return paginator;
  }

  private static Paginator linkHeader(DocumentNode node) {
    if (node.isText()) {
      return Paginator.linkHeader();
    }
    node.only("type", "relation");
    return Paginator.linkHeader(node.find("relation").map(DocumentNode::text).orElse("next"));
  }

  private static Paginator nextUrl(DocumentNode node) {
    if (node.isText()) {
      return Paginator.nextUrl("next");
    }
    node.only("type", "path");
    return Paginator.nextUrl(node.find("path").map(DocumentNode::text).orElse("next"));
  }

  private static Paginator cursor(DocumentNode node) {
    if (node.isText()) {
      throw node.refuse("'cursor' alone", "an object with the path or the header of the cursor");
    }
    node.only(
        "type", "path", "header", "parameter", "body-field", "has-more", "ends-with-empty-page");
    Optional<String> header = node.find("header").map(DocumentNode::text);
    CursorPaginator cursor =
        header.isPresent()
            ? Paginator.headerCursor(header.get())
            : Paginator.cursor(node.require("path").text());
    Optional<DocumentNode> parameter = node.find("parameter");
    Optional<DocumentNode> field = node.find("body-field");
    if (parameter.isPresent() && field.isPresent()) {
      throw node.refuse("both parameter and body-field", "one of them");
    }
    cursor = parameter.isPresent() ? cursor.parameter(parameter.get().text()) : cursor;
    cursor = field.isPresent() ? cursor.bodyField(field.get().text()) : cursor;
    Optional<DocumentNode> more = node.find("has-more");
    cursor = more.isPresent() ? cursor.hasMore(more.get().text()) : cursor;
    boolean ends = node.find("ends-with-empty-page").map(DocumentNode::flag).orElse(false);
    return ends ? cursor.endingWithAnEmptyPage() : cursor;
  }

  private static Paginator offset(DocumentNode node) {
    if (node.isText()) {
      throw node.refuse("'offset' alone", "an object with the limit");
    }
    node.only(
        "type",
        "limit",
        "start",
        "offset-parameter",
        "limit-parameter",
        "offset-body-field",
        "limit-body-field",
        "total",
        "maximum",
        "has-more",
        "ends-with-empty-page");
    OffsetPaginator offset = Paginator.offset((int) node.require("limit").number());
    if (node.find("offset-body-field").isPresent()) {
      offset =
          offset.bodyFields(
              node.require("offset-body-field").text(), node.require("limit-body-field").text());
    } else {
      offset =
          offset.parameters(
              node.find("offset-parameter").map(DocumentNode::text).orElse("offset"),
              node.find("limit-parameter").map(DocumentNode::text).orElse("limit"));
    }
    Optional<DocumentNode> start = node.find("start");
    offset = start.isPresent() ? offset.startingAt(start.get().number()) : offset;
    Optional<DocumentNode> total = node.find("total");
    offset = total.isPresent() ? offset.total(total.get().text()) : offset;
    Optional<DocumentNode> maximum = node.find("maximum");
    offset = maximum.isPresent() ? offset.maximum(maximum.get().number()) : offset;
    Optional<DocumentNode> more = node.find("has-more");
    offset = more.isPresent() ? offset.hasMore(more.get().text()) : offset;
    return endsEmpty(node) ? offset : offset.passingEmptyPages();
  }

  private static Paginator pageNumber(DocumentNode node) {
    if (node.isText()) {
      return Paginator.pageNumber();
    }
    node.only(
        "type",
        "start",
        "parameter",
        "body-field",
        "total-pages",
        "maximum",
        "has-more",
        "ends-with-empty-page");
    PageNumberPaginator page = Paginator.pageNumber();
    Optional<DocumentNode> field = node.find("body-field");
    Optional<DocumentNode> parameter = node.find("parameter");
    if (parameter.isPresent() && field.isPresent()) {
      throw node.refuse("both parameter and body-field", "one of them");
    }
    page = field.isPresent() ? page.bodyField(field.get().text()) : page;
    page = parameter.isPresent() ? page.parameter(parameter.get().text()) : page;
    Optional<DocumentNode> start = node.find("start");
    page = start.isPresent() ? page.startingAt(start.get().number()) : page;
    Optional<DocumentNode> total = node.find("total-pages");
    page = total.isPresent() ? page.totalPages(total.get().text()) : page;
    Optional<DocumentNode> maximum = node.find("maximum");
    page = maximum.isPresent() ? page.maximum(maximum.get().number()) : page;
    Optional<DocumentNode> more = node.find("has-more");
    page = more.isPresent() ? page.hasMore(more.get().text()) : page;
    return endsEmpty(node) ? page : page.passingEmptyPages();
  }

  private static boolean endsEmpty(DocumentNode node) {
    return node.find("ends-with-empty-page").map(DocumentNode::flag).orElse(true);
  }
}
