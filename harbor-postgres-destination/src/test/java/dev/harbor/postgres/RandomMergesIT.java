package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.destination.RowCounts;
import dev.harbor.postgres.MergeModel.Document;
import dev.harbor.postgres.MergeModel.Rules;
import dev.harbor.run.RunReport;
import dev.harbor.schema.MergeStrategy;
import dev.harbor.source.Resource;
import dev.harbor.source.RowOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random sequences of merges leave what a model on plain collections has, after each step. More of
 * them: {@code -Dharbor.test.merges=2000}.
 */
class RandomMergesIT {
  private static final int STEPS = Integer.getInteger("harbor.test.merges", 40);

  /** Roots with what is nested in them, in the form of the model. */
  private static final String TREES =
      """
      SELECT concat_ws('|', i.id, i.day, i.v, coalesce(i.seq::text, '-'),
        coalesce((SELECT string_agg(t.value::text, ',' ORDER BY t._dlt_list_idx)
          FROM %s.items__tags t WHERE t._dlt_parent_id = i._dlt_id), ''),
        coalesce((SELECT string_agg('(' || coalesce((SELECT string_agg(y.value::text, ' ' ORDER BY y._dlt_list_idx)
            FROM %s.items__jobs__years y WHERE y._dlt_parent_id = j._dlt_id), '') || ')', ',' ORDER BY j._dlt_list_idx)
          FROM %s.items__jobs j WHERE j._dlt_parent_id = i._dlt_id), ''))
      FROM %s.items i WHERE CONDITION ORDER BY 1
      """;

  private static final String NESTED =
      "SELECT (SELECT count(*) FROM %s.items__tags) + (SELECT count(*) FROM %s.items__jobs) + (SELECT count(*) FROM %s.items__jobs__years)";

  private final JsonLoads loads = new JsonLoads();

  @ParameterizedTest
  @CsvSource({
    "UPSERT, false, false, false, false",
    "UPSERT, false, true, true, false",
    "UPSERT, false, true, false, true",
    "DELETE_INSERT, false, false, false, false",
    "DELETE_INSERT, true, true, true, false",
    "INSERT_ONLY, false, true, true, false",
    "SCD2, false, false, false, false",
    "SCD2, true, true, true, false"
  })
  void equalTheModelAfterEachStep(
      MergeStrategy strategy, boolean slices, boolean deletes, boolean sorts, boolean newer) {
    Rules rules = new Rules(strategy, slices, deletes, sorts, newer);
    MergeModel model = new MergeModel(rules);
    Random random = new Random(20_240_229);
    Document first = new Document(7, 1, 1, 1, false, List.of(1, 2), List.of(List.of(1), List.of()));
    step(model, rules, List.of(first), "the first step");
    for (int step = 0; step < STEPS; step++) {
      List<Document> documents = new ArrayList<>();
      for (int i = random.nextInt(7); i > 0; i--) {
        documents.add(
            random.nextInt(3) == 0 && !model.records().isEmpty()
                ? List.copyOf(model.records().values()).get(0)
                : Document.random(random));
      }
      step(model, rules, documents, rules + " after step " + step + ", of " + documents);
    }
  }

  private void step(MergeModel model, Rules rules, List<Document> documents, String when) {
    Map<Integer, Document> before = Map.copyOf(model.records());
    RunReport report =
        loads.load(
            settings(rules),
            documents.stream().map(one -> one.json(rules.deletes())).toArray(String[]::new));
    model.merge(documents);

    boolean versions = rules.strategy() == MergeStrategy.SCD2;
    assertThat(trees(versions ? "_dlt_valid_to IS NULL" : "true"))
        .as(when)
        .isEqualTo(model.texts());
    if (versions) {
      assertThat(trees("_dlt_valid_to IS NOT NULL")).as(when).isEqualTo(model.endedTexts());
    } else {
      assertThat(loads.query(NESTED)).as(when).containsExactly("" + model.nestedRows());
      requireCounts(report, before, model, when);
    }
  }

  private static void requireCounts(
      RunReport report, Map<Integer, Document> before, MergeModel model, String when) {
    RowCounts counts = JsonLoads.counts(report, "items");
    assertThat(counts.inserted() - counts.deleted())
        .as(when)
        .isEqualTo(model.records().size() - before.size());
    long changed =
        model.records().values().stream()
            .filter(one -> before.containsKey(one.id()))
            .filter(one -> !Objects.requireNonNull(before.get(one.id())).text().equals(one.text()))
            .count();
    if (counts.deleted() == 0) {
      assertThat(counts.updated()).as(when).isEqualTo(changed);
    }
  }

  private static Consumer<Resource.Builder> settings(Rules rules) {
    return JsonLoads.merge(
        resource -> {
          resource.strategy(rules.strategy()).primaryKey("id");
          if (rules.slices()) {
            resource.mergeKey(rules.strategy() == MergeStrategy.SCD2 ? "id" : "day");
          }
          if (rules.deletes()) {
            resource.hardDelete("deleted");
          }
          if (rules.sorts()) {
            resource.dedupSort("seq", RowOrder.DESCENDING);
          }
          if (rules.newer()) {
            resource.updateIfNewer("seq");
          }
        });
  }

  private List<String> trees(String condition) {
    return loads.query(TREES.replace("CONDITION", condition)).stream().sorted().toList();
  }
}
