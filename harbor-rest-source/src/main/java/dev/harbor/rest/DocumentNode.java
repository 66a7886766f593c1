package dev.harbor.rest;

import dev.harbor.rest.json.Json;
import dev.harbor.rest.json.Json.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value of a source's document, and its path for messages. Values are never shown. Immutable. */
final class DocumentNode {
  private static final Pattern SECRET = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)}");

  private final Json value;
  private final String path;
  private final UnaryOperator<@Nullable String> secrets;

  private DocumentNode(Json value, String path, UnaryOperator<@Nullable String> secrets) {
    this.value = value;
    this.path = path;
    this.secrets = secrets;
  }

  static DocumentNode root(Json document, UnaryOperator<@Nullable String> secrets) {
    DocumentNode root = new DocumentNode(document, "$", secrets);
    if (document.kind() != Kind.OBJECT) {
      throw root.refuse(root.kind(), "an object");
    }
    return root;
  }

  boolean isText() {
    return value.kind() == Kind.TEXT;
  }

  boolean isObject() {
    return value.kind() == Kind.OBJECT;
  }

  /** Refuses members of other names. */
  void only(String... names) {
    if (value.kind() != Kind.OBJECT) {
      throw refuse(kind(), "an object");
    }
    Set<String> known = Set.of(names);
    for (String name : value.members().keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "Cannot read the document of a source: nothing is known of '%s' at %s, expected one of %s"
                .formatted(name, path, List.of(names)));
      }
    }
  }

  Optional<DocumentNode> find(String name) {
    Json member = value.members().get(name);
    return member == null || member.kind() == Kind.NULL
        ? Optional.empty()
        : Optional.of(new DocumentNode(member, path + '.' + name, secrets));
  }

  DocumentNode require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot read the document of a source: nothing stands at %s.%s, expected a value"
                        .formatted(path, name)));
  }

  List<DocumentNode> list() {
    if (value.kind() != Kind.LIST) {
      throw refuse(kind(), "a list");
    }
    List<DocumentNode> nodes = new ArrayList<>();
    for (int i = 0; i < value.elements().size(); i++) {
      nodes.add(new DocumentNode(value.elements().get(i), path + '[' + i + ']', secrets));
    }
    return nodes;
  }

  /** Text, in which {@code ${NAME}} is replaced by a secret. */
  String text() {
    if (value.kind() != Kind.TEXT) {
      throw refuse(kind(), "text");
    }
    return filled(value.text());
  }

  private String filled(String text) {
    return SECRET
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(secret(found.group(1))));
  }

  private String secret(String name) {
    @Nullable String secret = secrets.apply(name);
    if (secret == null || secret.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot read the document of a source: there is no value for '${%s}' at %s. Set it where the program takes it from"
              .formatted(name, path));
    }
    return secret;
  }

  /** Text, numbers and booleans as text, by name. */
  Map<String, String> texts() {
    if (value.kind() != Kind.OBJECT) {
      throw refuse(kind(), "an object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    value
        .members()
        .forEach(
            (name, each) -> {
              DocumentNode node = new DocumentNode(each, path + '.' + name, secrets);
              if (each.kind() == Kind.OBJECT
                  || each.kind() == Kind.LIST
                  || each.kind() == Kind.NULL) {
                throw node.refuse(node.kind(), "text, a number or a boolean");
              }
              texts.put(name, filled(each.text()));
            });
    return texts;
  }

  /** One text, or several. */
  String[] textOrTexts() {
    return isText()
        ? new String[] {text()}
        : list().stream().map(DocumentNode::text).toArray(String[]::new);
  }

  /** Maps, lists, text, numbers and booleans, with secrets in texts. */
  Map<String, @Nullable Object> tree() {
    if (value.kind() != Kind.OBJECT) {
      throw refuse(kind(), "an object");
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    value.members().forEach((name, each) -> tree.put(name, plain(each)));
    return tree;
  }

  private @Nullable Object plain(Json each) {
    if (each.kind() == Kind.OBJECT) {
      return new DocumentNode(each, path, secrets).tree();
    }
    if (each.kind() == Kind.LIST) {
      List<@Nullable Object> list = new ArrayList<>();
      each.elements().forEach(element -> list.add(plain(element)));
      return list;
    }
    return each.kind() == Kind.TEXT ? filled(each.text()) : each.plain();
  }

  /** A whole number that is not negative. */
  long number() {
    if (value.kind() != Kind.NUMBER || !value.text().matches("[0-9]{1,18}")) {
      throw refuse(value.kind() == Kind.NUMBER ? value.text() : kind(), "a whole number from 0 on");
    }
    return Long.parseLong(value.text());
  }

  boolean flag() {
    if (value.kind() != Kind.BOOLEAN) {
      throw refuse(kind(), "true or false");
    }
    return Boolean.parseBoolean(value.text());
  }

  /** A time in ISO 8601, such as {@code PT30S}. */
  Duration duration() {
    try {
      return Duration.parse(text());
    } catch (DateTimeException e) {
      throw refuse("other text", "a duration such as PT30S");
    }
  }

  /** What a setting makes of the value; a refusal gets the path. */
  <T> T at(Supplier<T> setting) {
    try {
      return setting.get();
    } catch (IllegalArgumentException | IllegalStateException e) {
      if (String.valueOf(e.getMessage()).startsWith("Cannot read the document of a source")) {
        throw e;
      }
      throw new IllegalArgumentException(
          "Cannot read the document of a source: the value at %s cannot be used: %s"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  IllegalArgumentException refuse(String found, String expected) {
    return new IllegalArgumentException(
        "Cannot read the document of a source: %s stands at %s, expected %s"
            .formatted(found, path, expected));
  }

  String kind() {
    return switch (value.kind()) {
      case OBJECT -> "an object";
      case LIST -> "a list";
      case NULL -> "null";
      default -> "a " + value.kind().name().toLowerCase(Locale.ROOT);
    };
  }
}
