package dev.harbor.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Markdown of a checkout, and the regions of example files that its Java comes from. */
record Documents(Path checkout) {
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern REGION =
      Pattern.compile("(?ms)^ *// tag::([\\w-]+)\\[]\\n(.*?)^ *// end::\\1\\[]$");

  /** A Java block of a document. */
  record Block(Path document, String code) {}

  /** A link of a document to a place of the checkout. */
  record Link(Path document, String target) {}

  static Documents ofThisCheckout() {
    Path directory = Path.of("").toAbsolutePath();
    while (Files.notExists(directory.resolve("harbor-bom"))) {
      directory = Optional.ofNullable(directory.getParent()).orElseThrow();
    }
    return new Documents(directory);
  }

  /** README and its like at the top, and everything below docs. */
  List<Path> all() throws IOException {
    List<Path> documents = new ArrayList<>();
    try (Stream<Path> top = Files.list(checkout);
        Stream<Path> below = Files.walk(checkout.resolve("docs"))) {
      Stream.concat(top, below).filter(Documents::isMarkdown).sorted().forEach(documents::add);
    }
    return documents;
  }

  /** The Java blocks of the README and of everything below docs. */
  List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path document : all()) {
      for (String code : javaIn(Files.readString(document))) {
        blocks.add(new Block(document, code));
      }
    }
    return blocks;
  }

  static List<String> javaIn(String markdown) {
    return JAVA.matcher(markdown).results().map(block -> block.group(1)).toList();
  }

  /** The regions of every Java file of the examples, without their indentation. */
  List<String> regions() throws IOException {
    List<String> regions = new ArrayList<>();
    try (Stream<Path> files = Files.walk(checkout.resolve("harbor-examples").resolve("src"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        regions.addAll(regionsOf(Files.readString(file)));
      }
    }
    return regions;
  }

  static List<String> regionsOf(String source) {
    return REGION.matcher(source).results().map(region -> shifted(region.group(2))).toList();
  }

  /** Without the blank lines around it and the indentation that all lines share. */
  private static String shifted(String region) {
    return region.stripTrailing().stripIndent().strip() + '\n';
  }

  /** The relative links of every document. */
  List<Link> links() throws IOException {
    List<Link> links = new ArrayList<>();
    for (Path document : all()) {
      String prose = FENCED.matcher(Files.readString(document)).replaceAll("");
      Matcher found = LINK.matcher(CODE.matcher(prose).replaceAll(""));
      while (found.find()) {
        if (!found.group(1).matches("[a-z]+:.*")) {
          links.add(new Link(document, found.group(1)));
        }
      }
    }
    return links;
  }

  /** Whether a link leads to a file or directory, and to a heading of it if it names one. */
  boolean leadsSomewhere(Link link) throws IOException {
    String[] parts = link.target().split("#", 2);
    Path target =
        parts[0].isEmpty() ? link.document() : link.document().resolveSibling(parts[0]).normalize();
    if (!target.startsWith(checkout) || Files.notExists(target)) {
      return false;
    }
    return parts.length == 1 || anchors(Files.readString(target)).contains(parts[1]);
  }

  /** Anchors as GitHub makes them of headings. */
  private static List<String> anchors(String markdown) {
    return FENCED
        .matcher(markdown)
        .replaceAll("")
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .toList();
  }

  private static boolean isMarkdown(Path file) {
    return file.toString().endsWith(".md");
  }
}
