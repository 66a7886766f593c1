package dev.harbor.testkit;

import static dev.harbor.schema.WriteDisposition.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.destination.DatasetReader;
import dev.harbor.destination.Destination;
import dev.harbor.destination.DestinationCapabilities;
import dev.harbor.destination.LoadPackage;
import dev.harbor.destination.LoadReceipt;
import dev.harbor.destination.NativeRows;
import dev.harbor.destination.RowReader;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.error.DestinationException;
import dev.harbor.error.RetryableDestinationException;
import dev.harbor.schema.DataType;
import dev.harbor.schema.TableSchema;
import dev.harbor.state.Checkpoint;
import dev.harbor.state.CheckpointKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FaultyDestinationTest {
  private static final CheckpointKey KEY = new CheckpointKey("raw", "pipeline", "source", "posts");
  private static final TableSchema POSTS =
      KitTables.root("posts", APPEND, KitTables.key("id", DataType.BIGINT));

  private final InMemoryDestination memory = new InMemoryDestination();

  private HandMadePackage threePosts(Destination destination) {
    LoadPackages packages = LoadPackages.next(destination, KEY);
    if (destination instanceof NativeRows rows) {
      packages.nativeIn(rows);
    }
    return packages.row(POSTS, 1L).row(POSTS, 2L).row(POSTS, 3L).build();
  }

  @Test
  void loadsWhereNoFaultIsAskedFor() {
    FaultyDestination faulty = FaultyDestination.wrapping(memory).failingBefore(2);

    assertThat(faulty.load(threePosts(faulty)).outcome()).isEqualTo(LoadReceipt.Outcome.LOADED);
    assertThat(memory.rows("raw", "posts")).hasSize(3);
    assertThat(faulty.checkpoint(KEY)).isEqualTo(memory.checkpoint(KEY)).isPresent();
    assertThat(faulty.name()).isEqualTo("memory");
    assertThat(faulty.capabilities()).isEqualTo(memory.capabilities());
  }

  @Test
  void failsBeforeAnythingIsDone() {
    FaultyDestination faulty = FaultyDestination.wrapping(memory).failingBefore(1);
    HandMadePackage load = threePosts(faulty);

    assertThatThrownBy(() -> faulty.load(load))
        .isInstanceOf(RetryableDestinationException.class)
        .hasMessage(
            "Cannot apply load 1767225600.123456000000000 to 'raw.pipeline.source.posts': call 1 was made to fail before it began");
    assertThat(memory.checkpoint(KEY)).isEmpty();
    assertThat(faulty.load(load).outcome()).isEqualTo(LoadReceipt.Outcome.LOADED);
    assertThat(faulty.loads()).isEqualTo(2);
  }

  @Test
  void failsHalfwayWithTheCauseInside() {
    FaultyDestination faulty = FaultyDestination.wrapping(memory).failingHalfway(1);
    HandMadePackage load = threePosts(faulty);

    assertThatThrownBy(() -> faulty.load(load))
        .isInstanceOf(RetryableDestinationException.class)
        .hasMessageEndingWith("call 1 was made to fail half-way")
        .hasStackTraceContaining("made to end half-way");
    assertThat(memory.tables("raw")).isEmpty();
    assertThat(load.openReaders()).isZero();
  }

  @Test
  void failsHalfwayWithoutRowsToo() {
    FaultyDestination faulty = FaultyDestination.wrapping(memory).failingHalfway(1);
    HandMadePackage load = LoadPackages.first(KEY).table(POSTS).build();

    assertThatThrownBy(() -> faulty.load(load)).isInstanceOf(RetryableDestinationException.class);
    assertThat(memory.checkpoint(KEY)).isEmpty();
  }

  @Test
  void failsHalfwayThroughNativeRows() {
    for (EncodingDestination.Reading reading :
        List.of(EncodingDestination.Reading.TABLES, EncodingDestination.Reading.BLOCKS)) {
      EncodingDestination encoding = new EncodingDestination(memory, reading);
      FaultyDestination faulty = FaultyDestination.wrapping(encoding).failingHalfway(1);
      HandMadePackage load = threePosts(faulty);
      assertThat(load.tables().get(0).isNative()).isTrue();

      assertThatThrownBy(() -> faulty.load(load)).isInstanceOf(RetryableDestinationException.class);
      assertThat(memory.checkpoint(KEY)).isEmpty();
    }
  }

  @Test
  void failsAfterTheCommit() {
    FaultyDestination faulty = FaultyDestination.wrapping(memory).failingAfterCommit(1);
    HandMadePackage load = threePosts(faulty);

    assertThatThrownBy(() -> faulty.load(load)).isInstanceOf(RetryableDestinationException.class);
    assertThat(memory.rows("raw", "posts")).hasSize(3);
    assertThat(faulty.load(load)).isEqualTo(LoadReceipt.alreadyLoaded(load.id()));
  }

  @Test
  void failsAtEveryCallThatIsNamed() {
    FaultyDestination faulty = FaultyDestination.wrapping(memory).failingBefore(1, 3);
    HandMadePackage load = threePosts(faulty);

    assertThatThrownBy(() -> faulty.load(load)).isInstanceOf(RetryableDestinationException.class);
    faulty.load(load);
    assertThatThrownBy(() -> faulty.load(load)).isInstanceOf(RetryableDestinationException.class);
    assertThatThrownBy(() -> faulty.failingBefore(0))
        .hasMessage("Cannot fail at call 0: calls are counted from 1");
  }

  @Test
  void canWhatTheWrappedOneCan() {
    Destination plain = FaultyDestination.wrapping(new PlainDestination());
    Destination maps = FaultyDestination.wrapping(memory);
    Destination encoding =
        FaultyDestination.wrapping(
            new EncodingDestination(memory, EncodingDestination.Reading.TABLES));

    assertThat(plain).isNotInstanceOfAny(NativeRows.class, DatasetReader.class);
    assertThat(maps).isInstanceOf(DatasetReader.class).isNotInstanceOf(NativeRows.class);
    assertThat(encoding).isInstanceOf(DatasetReader.class).isInstanceOf(NativeRows.class);
  }

  @Test
  void readsBackThroughTheWrappedOne() {
    FaultyDestination faulty = FaultyDestination.wrapping(memory);
    LoadReceipt receipt = faulty.load(threePosts(faulty));

    assertThat(((DatasetReader) faulty).tables("raw", List.of(receipt.loadId())))
        .containsExactly(POSTS);
    try (RowReader rows =
        ((DatasetReader) faulty).openRows("raw", List.of(POSTS), List.of(receipt.loadId()))) {
      assertThat(rows).toIterable().extracting(row -> row.value(0)).containsExactly(1L, 2L, 3L);
    }
  }

  /** Nothing but what every destination has. */
  private static final class PlainDestination implements Destination {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public DestinationCapabilities capabilities() {
      return DestinationCapabilities.defaults();
    }

    @Override
    public Optional<Checkpoint> checkpoint(CheckpointKey key) {
      return Optional.empty();
    }

    @Override
    public LoadReceipt load(LoadPackage load) {
      throw new DestinationException("Cannot load '%s'".formatted(load.key()));
    }
  }
}
