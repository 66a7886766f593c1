package dev.harbor.rest.page;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where a value that pages is sent: in the query, or in a field of the body.
 *
 * @param name of the query parameter, or path of the field
 * @param inBody whether it is a field
 */
record Parameter(String name, boolean inBody) {
  Parameter {
    if (requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException(
          "Cannot page by a parameter with a blank name; name one such as 'page'");
    }
  }

  static Parameter query(String name) {
    return new Parameter(name, false);
  }

  static Parameter body(String path) {
    return new Parameter(path, true);
  }

  PageToken in(PageToken token, String value) {
    return inBody ? token.withBody(name, value) : token.withQuery(name, value);
  }

  PageToken in(PageToken token, long value) {
    return inBody ? token.withBody(name, value) : token.withQuery(name, Long.toString(value));
  }

  /** The number that a token sends; the fallback if it has none. */
  long number(PageToken token, long fallback) {
    Optional<String> text =
        inBody
            ? Optional.ofNullable(token.body().get(name)).map(Object::toString)
            : Optional.ofNullable(token.query().get(name));
    return text.map(Long::parseLong).orElse(fallback);
  }
}
