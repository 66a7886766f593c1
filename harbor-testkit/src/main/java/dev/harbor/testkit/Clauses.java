package dev.harbor.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.Destination;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.destination.NativeRows;
import dev.harbor.error.DestinationException;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.CheckpointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the clauses of all topics share: a destination per test, and lanes in either form. */
abstract class Clauses {
  private final DestinationContract contract;
  private final List<Destination> opened = new ArrayList<>();
  private @Nullable DestinationProbe probe;

  Clauses(DestinationContract contract) {
    this.contract = contract;
  }

  /** A sentence of the contract, checked in a dataset of its own. */
  @FunctionalInterface
  interface Clause {
    void holdsIn(Lane lane) throws Exception;
  }

  @BeforeEach
  void open() {
    opened.add(contract.destination());
    probe = contract.probe();
  }

  @AfterEach
  void close() throws Exception {
    for (Destination destination : opened) {
      if (destination instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  final Destination destination() {
    return opened.get(0);
  }

  /** Another object on the same storage. */
  final Destination reopened() {
    Destination again = contract.reopen(destination());
    if (again != destination()) {
      opened.add(again);
    }
    return again;
  }

  /** Checks a clause with rows in Harbor's form and, if there is one, in the destination's. */
  final void inEachForm(Clause clause) throws Exception {
    check(clause, "rows", Optional.empty());
    if (destination() instanceof NativeRows rows) {
      check(clause, "native", Optional.of(rows));
    }
  }

  /** Checks a clause if the destination does such tables; else, that it refuses them. */
  final void whereSupported(TableSchema table, Clause clause) throws Exception {
    if (supports(table)) {
      inEachForm(clause);
    } else {
      inEachForm(lane -> refuses(lane, table, "write disposition", offered(table), sample(table)));
    }
  }

  final DestinationCapabilities capabilities() {
    return destination().capabilities();
  }

  final boolean supports(TableSchema table) {
    return capabilities().writeDispositions().contains(table.writeDisposition())
        && (table.mergeStrategy() == null
            || capabilities().mergeStrategies().contains(table.mergeStrategy()));
  }

  /** Checks that a table is refused with the documented message, and that nothing was written. */
  final void refuses(
      Lane lane, TableSchema table, String what, Set<? extends Enum<?>> offered, Object... row) {
    String supported =
        offered.isEmpty()
            ? "none"
            : offered.stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
    assertThatThrownBy(() -> lane.load(lane.next().row(table, row)))
        .as("a package that the destination does not declare to support")
        .isInstanceOf(DestinationException.class)
        .satisfies(
            refusal -> {
              String message = requireNonNull(refusal.getMessage());
              String start =
                  "Cannot load table '%s': destination '%s' does not support "
                      .formatted(table.name(), destination().name());
              assertThat(message).startsWith(start);
              assertThat(message.substring(start.length())).contains(what);
              String list = message.substring(message.indexOf("; it supports ") + 14);
              assertThat(sorted(list)).as("what it supports, in: " + message).isEqualTo(supported);
            });
    assertThat(lane.checkpoint()).isEmpty();
    assertThat(lane.probe().columns(lane.key().dataset(), table.name())).isEmpty();
  }

  private static String sorted(String list) {
    return List.of(list.split(", ")).stream().sorted().collect(Collectors.joining(", "));
  }

  private Set<? extends Enum<?>> offered(TableSchema table) {
    return capabilities().writeDispositions().contains(table.writeDisposition())
        ? capabilities().mergeStrategies()
        : capabilities().writeDispositions();
  }

  private static Object[] sample(TableSchema table) {
    return table.columns().stream()
        .filter(column -> !column.name().startsWith("_dlt_"))
        .map(column -> Values.of(column.type()).get(0))
        .toArray();
  }

  private void check(Clause clause, String form, Optional<NativeRows> rows) throws Exception {
    String dataset = "kit_" + UUID.randomUUID().toString().substring(0, 8) + '_' + form;
    CheckpointKey key = new CheckpointKey(dataset, "pipeline", "source", "posts");
    Lane lane = new Lane(destination(), requireNonNull(probe), key, rows.isPresent());
    try {
      clause.holdsIn(lane);
      assertThat(lane.openReaders()).as("readers that were not closed").isZero();
    } catch (AssertionError e) {
      throw new AssertionError("With rows in form '%s': %s".formatted(form, e.getMessage()), e);
    }
  }
}
