package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.harbor.contract.QuarantinedRow;
import dev.harbor.destination.DatasetReader;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clauses about items that contracts kept out of their tables. */
abstract class QuarantineClauses extends Clauses {
  private static final TableSchema POSTS =
      KitTables.root("posts", APPEND, KitTables.key("id", DataType.BIGINT));

  QuarantineClauses(DestinationContract contract) {
    super(contract);
  }

  @BeforeEach
  void onlyWhereDeclared() {
    assumeTrue(capabilities().quarantine(), "the destination declares no quarantine");
  }

  private static QuarantinedRow item(int id, @Nullable String state) {
    return new QuarantinedRow(
        "posts",
        "posts__tags",
        "$.tags[%d].\"ä\n,".formatted(id),
        "found 'x', expected BIGINT",
        state,
        "{\"id\":%d,\"text\":\"a \\\"b\\\" \\n \u00e4 \ud83d\ude00\"}".formatted(id));
  }

  private List<QuarantinedRow> kept(Lane lane) {
    String dataset = lane.key().dataset();
    if (destination() instanceof DatasetReader reader) {
      List<QuarantinedRow> rows = new ArrayList<>();
      reader.readQuarantine(dataset, lane.key().pipeline(), kept -> rows.add(kept.row()));
      return rows;
    }
    return lane.probe().quarantine(dataset);
  }

  @Test
  @DisplayName("items are kept beside the rows of their package, in its order")
  void keptBesideTheRows() throws Exception {
    inEachForm(
        lane -> {
          lane.load(
              lane.next().row(POSTS, 1L).quarantined(item(2, null)).quarantined(item(3, "23514")));
          lane.load(lane.next().row(POSTS, 4L).quarantined(item(5, null)));

          assertThat(lane.values("posts", "id")).hasSize(2);
          assertThat(kept(lane)).containsExactly(item(2, null), item(3, "23514"), item(5, null));
        });
  }

  @Test
  @DisplayName("a package may have items to keep and no row")
  void keptWithoutRows() throws Exception {
    inEachForm(
        lane -> {
          lane.load(lane.next().quarantined(item(1, null)));

          assertThat(kept(lane)).containsExactly(item(1, null));
          assertThat(lane.checkpoint()).isPresent();
        });
  }

  @Test
  @DisplayName("a package that fails keeps nothing and lets nothing go")
  void aFailedPackageKeepsNothing() throws Exception {
    inEachForm(
        lane -> {
          lane.load(lane.next().row(POSTS, 1L).quarantined(item(2, null)));
          LoadPackages failing =
              lane.next()
                  .row(POSTS, 3L)
                  .quarantined(item(4, null))
                  .releasingQuarantine()
                  .beforeRow(
                      "posts",
                      0,
                      () -> {
                        throw new IllegalStateException("The source broke");
                      });

          assertThatThrownBy(() -> lane.load(failing)).isInstanceOf(RuntimeException.class);
          assertThat(kept(lane)).containsExactly(item(2, null));
        });
  }

  @Test
  @DisplayName("the same package twice keeps its items once")
  void keptOnce() throws Exception {
    inEachForm(
        lane -> {
          HandMadePackage load = lane.made(lane.next().row(POSTS, 1L).quarantined(item(2, null)));
          lane.load(load);
          lane.load(load);

          assertThat(kept(lane)).containsExactly(item(2, null));
        });
  }

  @Test
  @DisplayName("what earlier packages of the lane kept goes with the package that releases it")
  void released() throws Exception {
    inEachForm(
        lane -> {
          Lane other = lane.resource("comments");
          lane.load(lane.next().quarantined(item(1, null)));
          other.load(other.next().quarantined(item(2, null)));
          lane.load(lane.next().quarantined(item(3, null)));

          lane.load(lane.next().row(POSTS, 1L).quarantined(item(4, null)).releasingQuarantine());
          assertThat(kept(lane)).containsExactly(item(2, null), item(4, null));

          lane.load(lane.next().releasingQuarantine());
          assertThat(kept(lane)).containsExactly(item(2, null));
        });
  }
}
