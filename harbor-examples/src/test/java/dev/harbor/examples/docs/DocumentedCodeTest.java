package dev.harbor.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.examples.docs.Documents.Block;
import dev.harbor.examples.docs.Documents.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show is what runs, and what they point to is there. */
final class DocumentedCodeTest {
  private static final Documents DOCUMENTS = Documents.ofThisCheckout();

  @Test
  void everyJavaBlockIsARegionOfAnExample() throws IOException {
    List<String> regions = DOCUMENTS.regions();
    List<Block> blocks = DOCUMENTS.blocks();

    assertThat(blocks).hasSizeGreaterThan(5);
    assertThat(blocks).allMatch(block -> regions.contains(block.code()));
  }

  @Test
  void theReadmeHasOneProgram() throws IOException {
    assertThat(Documents.javaIn(Files.readString(DOCUMENTS.checkout().resolve("README.md"))))
        .singleElement()
        .asString()
        .contains("public static void main(")
        .satisfies(program -> assertThat(program.lines().count()).isLessThanOrEqualTo(15));
  }

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<Link> broken = new ArrayList<>();
    List<Link> links = DOCUMENTS.links();
    for (Link link : links) {
      if (!DOCUMENTS.leadsSomewhere(link)) {
        broken.add(link);
      }
    }

    assertThat(links).hasSizeGreaterThan(20);
    assertThat(broken).isEmpty();
  }

  @Test
  void aRegionLosesItsIndentationAndNothingElse() {
    String source =
        """
        class A {
          // tag::b[]
          void b() {
            c();
          }

          // end::b[]
        }
        """;

    assertThat(Documents.regionsOf(source)).containsExactly("void b() {\n  c();\n}\n");
  }

  @Test
  void aBlockThatWasEditedAndALinkToNothingAreFound(@TempDir Path checkout) throws IOException {
    Path sources = Files.createDirectories(checkout.resolve("harbor-examples/src"));
    Files.createDirectories(checkout.resolve("docs"));
    Files.writeString(sources.resolve("A.java"), "// tag::a[]\nint a;\n// end::a[]\n");
    Path document =
        Files.writeString(
            checkout.resolve("docs/a.md"),
            "# One, two\n\n```java\nint a ;\n```\n[x](b.md) [y](#one-two) [z](#three) `[w](v)`\n");
    Documents documents = new Documents(checkout);

    assertThat(documents.regions()).doesNotContain(documents.blocks().get(0).code());
    assertThat(documents.links())
        .containsExactly(
            new Link(document, "b.md"),
            new Link(document, "#one-two"),
            new Link(document, "#three"));
    assertThat(documents.leadsSomewhere(documents.links().get(0))).isFalse();
    assertThat(documents.leadsSomewhere(documents.links().get(1))).isTrue();
    assertThat(documents.leadsSomewhere(documents.links().get(2))).isFalse();
  }
}
