package dev.harbor.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.harbor.Pipeline;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.error.SourceException;
import dev.harbor.run.ResourceReport;
import dev.harbor.run.RunFailedException;
import dev.harbor.run.RunReport;
import dev.harbor.schema.NamingConvention;
import dev.harbor.source.Resource;
import dev.harbor.source.Source;
import dev.harbor.testkit.Upstream.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Source} that loads incrementally promises, as tests. Extend it, supply an
 * {@link Upstream} and a source that reads it, and all clauses run, against one root resource of
 * the source and the destination in memory.
 *
 * @param <U> the upstream
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class SourceContract<U extends Upstream> {
  private static final String DATASET = "contract";

  private final InMemoryDestination memory = new InMemoryDestination();
  private final List<Source> opened = new ArrayList<>();
  private @Nullable U upstream;

  /** For subclasses, which JUnit makes anew for each test. */
  protected SourceContract() {}

  /** An upstream of its own for a test, without records. The test closes it. */
  protected abstract U upstream();

  /**
   * A source that reads an upstream. The test closes it if it is {@link AutoCloseable}.
   *
   * @param from the upstream of the test
   * @param pageSize records per page, as far as the source can ask for it
   */
  protected abstract Source source(U from, int pageSize);

  /** Name of the resource that brings the upstream's records. */
  protected abstract String resource();

  /** Column that holds a record's key. */
  protected abstract String keyColumn();

  /** Records per page where a clause does not ask for pages of one. */
  protected int pageSize() {
    return 10;
  }

  @BeforeEach
  void open() {
    upstream = upstream();
  }

  @AfterEach
  void close() throws Exception {
    for (Source source : opened) {
      if (source instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
    current().close();
  }

  @Test
  @DisplayName("names are stable, unique and fit to be names of tables")
  void namesAreStableAndUnique() {
    Source source = source();

    assertThat(source.name()).isNotBlank().isEqualTo(source().name());
    assertThat(names(source)).doesNotHaveDuplicates().isEqualTo(names(source()));
    assertThat(source.resources())
        .extracting(resource -> NamingConvention.snakeCase().normalize(resource.table()))
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).isNotBlank());
  }

  @Test
  @DisplayName("listing the resources asks nobody")
  void listingResourcesAsksNobody() {
    source().resources();

    assertThat(current().requests()).isZero();
  }

  @Test
  @DisplayName("every record is brought once, with its key")
  void bringsEveryRecordOnce() {
    List<String> added = add(2 * pageSize() + 1);

    run();

    assertThat(keys()).containsExactlyInAnyOrderElementsOf(added);
  }

  @Test
  @DisplayName("nothing new brings nothing")
  void bringsNothingWhenNothingIsNew() {
    add(pageSize() + 1);
    run();
    List<Map<String, Object>> before = rows();

    RunReport second = run();

    assertThat(rows()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(root(second).tables())
        .allSatisfy(
            table -> assertThat(table.counts().inserted() + table.counts().updated()).isZero());
  }

  @Test
  @DisplayName("a new record is brought once, and only it")
  void bringsANewRecordOnce() {
    List<String> all = add(pageSize() + 1);
    run();
    all.add(current().add());

    run();
    run();

    assertThat(keys()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  @DisplayName("a changed record is brought again")
  void bringsAChangedRecordAgain() {
    List<String> all = add(3);
    run();
    List<Map<String, Object>> before = rows();
    assumeTrue(current().change(all.get(2)), "records do not change");

    run();

    assertThat(keys()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(rows()).isNotEqualTo(before);
  }

  @Test
  @DisplayName("records at the place where the last run ended are neither lost nor doubled")
  void bringsWhatStandsBesideTheNewest() {
    equalsAtTheEdge(pageSize());
  }

  @Test
  @DisplayName("the same with pages of one record")
  void bringsWhatStandsBesideTheNewestInPagesOfOne() {
    equalsAtTheEdge(1);
  }

  private void equalsAtTheEdge(int pageSize) {
    List<String> all = add(3);
    all.add(current().addBeside());
    run(source(current(), pageSize));
    all.add(current().addBeside());
    all.add(current().addBeside());
    all.add(current().add());

    run(source(current(), pageSize));
    run(source(current(), pageSize));

    assertThat(keys()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  @DisplayName("it stops asking when emit says that nothing more is wanted")
  void stopsWhenNothingMoreIsWanted() throws Exception {
    add(3 * pageSize());
    RecordingEmitter whole = new RecordingEmitter(Clock.systemUTC());
    root(source()).extractor().extract(whole, whole);
    RecordingEmitter wanted = new RecordingEmitter(Clock.systemUTC()).stoppingAfter(1);

    root(source()).extractor().extract(wanted, wanted);

    assertThat(wanted.requests()).isLessThan(whole.requests());
  }

  @Test
  @DisplayName("after a failure in the middle the next run brings what is missing, once")
  void goesOnAfterAFailure() {
    List<String> all = add(3 * pageSize());
    Source broken = source().with(resource(), r -> r.map(breakingAt(pageSize() + 2)));
    assertThatThrownBy(() -> run(broken)).isInstanceOf(RunFailedException.class);

    run();

    assertThat(keys()).containsExactlyInAnyOrderElementsOf(all);
  }

  private static java.util.function.Function<Object, Object> breakingAt(int nth) {
    int[] seen = {0};
    return item -> {
      seen[0]++;
      if (seen[0] == nth) {
        throw new IllegalStateException("broken on purpose");
      }
      return item;
    };
  }

  @Test
  @DisplayName("a service that is asked too often is given time, and asked again")
  void waitsWhenItIsThrottled() {
    List<String> all = add(2);
    current().failNext(1, Failure.THROTTLED);

    RunReport report = run();

    assertThat(keys()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(root(report).traffic().retries()).isPositive();
    assertThat(root(report).traffic().waited()).isPositive();
  }

  @Test
  @DisplayName("a fault of the service is tried again")
  void triesAFaultOfTheServiceAgain() {
    List<String> all = add(2);
    current().failNext(1, Failure.SERVER_ERROR);

    RunReport report = run();

    assertThat(keys()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(root(report).traffic().retries()).isPositive();
  }

  @Test
  @DisplayName("refused credentials fail the run soon, and show no secret")
  void failsSoonOnRefusedCredentials() {
    add(2);
    current().failNext(Integer.MAX_VALUE, Failure.UNAUTHORIZED);

    SourceException failure = failure(source());

    assertThat(current().requests()).isLessThan(10);
    assertNoSecretIn(text(failure));
    assertThat(memory.tables(DATASET)).isEmpty();
  }

  @Test
  @DisplayName("a broken body fails the resource by name, with nothing stored")
  void namesTheResourceWhoseBodyIsBroken() {
    add(2);
    current().failNext(Integer.MAX_VALUE, Failure.MALFORMED);

    SourceException failure = failure(source());

    assertThat(failure).hasMessageContaining(resource());
    assertNoSecretIn(text(failure));
    assertThat(memory.tables(DATASET)).isEmpty();
  }

  @Test
  @DisplayName("an interrupt ends a request that has no answer")
  void endsOnAnInterrupt() throws Exception {
    add(1);
    current().failNext(Integer.MAX_VALUE, Failure.STALLED);
    Source source = source();
    AtomicReference<@Nullable Throwable> ended = new AtomicReference<>();
    Thread runner =
        new Thread(
            () -> {
              try {
                run(source);
              } catch (RuntimeException e) {
                ended.set(e);
              }
            });
    runner.start();
    while (current().requests() == 0 && runner.isAlive()) {
      LockSupport.parkNanos(1_000_000);
    }

    runner.interrupt();
    runner.join(TimeUnit.SECONDS.toMillis(20));

    assertThat(runner.isAlive()).isFalse();
    assertThat(ended.get()).isInstanceOf(RunFailedException.class);
    assertThat(memory.tables(DATASET)).isEmpty();
  }

  @Test
  @DisplayName("no text of a source shows a secret")
  void showsNoSecret() {
    add(1);
    Source source = source();

    assertNoSecretIn(source.toString());
    assertNoSecretIn(run(source).toString());
  }

  private U current() {
    return requireNonNull(upstream, "upstream() returned null");
  }

  private Source source() {
    return source(current(), pageSize());
  }

  private List<String> add(int records) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      keys.add(current().add());
    }
    return keys;
  }

  private RunReport run() {
    return run(source());
  }

  private RunReport run(Source source) {
    opened.add(source);
    return Pipeline.builder("contract")
        .destination(memory)
        .dataset(DATASET)
        .build()
        .run(source, dev.harbor.run.RunOptions.defaults().withOnly(resource()));
  }

  private SourceException failure(Source source) {
    try {
      run(source);
    } catch (RunFailedException e) {
      return (SourceException) root(e.report()).cause().orElseThrow();
    }
    throw new AssertionError("the run succeeded");
  }

  private ResourceReport root(RunReport report) {
    return report.resource(resource());
  }

  private Resource root(Source source) {
    opened.add(source);
    return source.resources().stream()
        .filter(one -> one.name().equals(resource()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(Source source) {
    return source.resources().stream().map(Resource::name).toList();
  }

  private List<Map<String, Object>> rows() {
    String table = NamingConvention.snakeCase().normalize(root(source()).table());
    return memory.rows(DATASET, table).stream().map(SourceContract::withoutSystemColumns).toList();
  }

  private static Map<String, Object> withoutSystemColumns(Map<String, ?> row) {
    Map<String, Object> own = new java.util.TreeMap<>();
    row.forEach(
        (name, value) -> {
          if (!name.startsWith("_dlt_")) {
            own.put(name, String.valueOf(value));
          }
        });
    return own;
  }

  private List<String> keys() {
    return rows().stream().map(row -> String.valueOf(row.get(keyColumn()))).toList();
  }

  private void assertNoSecretIn(String text) {
    current().secrets().forEach(secret -> assertThat(text).doesNotContain(secret));
  }

  private static String text(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
