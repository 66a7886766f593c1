package dev.harbor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.destination.Destination;
import dev.harbor.destination.memory.InMemoryDestination;
import dev.harbor.testkit.BrokenDestination.Breakage;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract fails for destinations that break it, and by the clause that they break. */
final class BrokenDestinationsTest {
  private static final String BREAKAGE = "dev.harbor.testkit.breakage";

  /** The contract of a broken destination. Run by the tests here only. */
  static final class BrokenContract extends DestinationContract {
    private final InMemoryDestination memory = new InMemoryDestination();
    private final BrokenDestination destination =
        new BrokenDestination(memory, Breakage.valueOf(System.getProperty(BREAKAGE, "NOTHING")));

    @Override
    protected Destination destination() {
      return destination;
    }

    @Override
    protected DestinationProbe probe() {
      return new MemoryProbe(memory);
    }
  }

  /** The contract of a destination whose objects share nothing. Run by the tests here only. */
  static final class ForgetfulContract extends DestinationContract {
    private InMemoryDestination memory = new InMemoryDestination();

    @Override
    protected Destination destination() {
      memory = new InMemoryDestination();
      return memory;
    }

    @Override
    protected DestinationProbe probe() {
      return new MemoryProbe(memory);
    }
  }

  /** The contract of a destination that keeps native blocks. Run by the tests here only. */
  static final class BlockKeepingContract extends DestinationContract {
    private final InMemoryDestination memory = new InMemoryDestination();

    @Override
    protected Destination destination() {
      return new EncodingDestination(memory, EncodingDestination.Reading.KEPT_BLOCKS);
    }

    @Override
    protected DestinationProbe probe() {
      return new MemoryProbe(memory);
    }
  }

  @Test
  void nothingFailsWhereNothingIsBroken() {
    assertThat(failures(Breakage.NOTHING)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "COMMITS_TABLE_BY_TABLE, failureInTheLastTableOfAnAppend, appendAdds",
    "EMPTIES_BEFORE_IT_REPLACES, readersNeverSeeHalfAReplace, readersNeverSeeHalfAnAppend",
    "DOES_NOT_KNOW_ITS_LOADS, aPackageWhoseAnswerWasLost, anOutdatedBase",
    "TAKES_ANY_BASE, anOutdatedBase twoFirstLoadsAtOnce, aPackageThatComesTwice",
    "KEEPS_OLD_LOAD_IDS, aLoadIdIsGreaterThanAllBefore, aGreaterLoadIdStays",
    "KEEPS_ONE_CHECKPOINT_PER_PIPELINE, tenLanesKeepTenCheckpoints, noneBeforeTheFirstLoad",
    "LETS_THE_FIRST_DUPLICATE_WIN, theLastOfAKeyStays, nestedRowsFollowTheirRoot",
    "LEAVES_ORPHANS, theLastElementGoesToo, insertsUpdatesKeeps",
    "LEAVES_READERS_OPEN, everyReaderIsClosed, nameAndCapabilitiesAreTheSameEachTime",
    "CUTS_MICROSECONDS, timestampValues, textValues",
    "GUESSES_INSTEAD_OF_REFUSING, undeclaredDispositions, appendAdds",
    "CONFUSES_COLUMNS, theOrderOfColumnsDoesNotMatter, aNewColumnIsAdded",
  })
  void aBrokenPromiseFailsItsClauseAndNotOthers(Breakage breakage, String fails, String holds) {
    assertThat(failures(breakage)).contains(fails.split(" ")).doesNotContain(holds);
  }

  @Test
  void aDestinationThatForgetsFailsWhenItIsReopened() {
    assertThat(ContractRun.failures(ForgetfulContract.class).keySet())
        .contains("survivesANewDestinationObject", "aPackageThatAnotherObjectCommitted")
        .doesNotContain("appendAdds");
  }

  @Test
  void aDestinationThatKeepsNativeBlocksFailsInNativeForm() {
    assertThat(ContractRun.failures(BlockKeepingContract.class))
        .containsKey("aPackageOfSomeThousandRows")
        .doesNotContainKey("noneBeforeTheFirstLoad");
  }

  private static Set<String> failures(Breakage breakage) {
    System.setProperty(BREAKAGE, breakage.name());
    try {
      return ContractRun.failures(BrokenContract.class).keySet();
    } finally {
      System.clearProperty(BREAKAGE);
    }
  }
}
