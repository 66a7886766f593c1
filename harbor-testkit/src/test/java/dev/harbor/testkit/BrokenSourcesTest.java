package dev.harbor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.testkit.ListUpstream.Mistake;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of sources fails for sources that break it, and by the clause that they break. */
final class BrokenSourcesTest {
  @ParameterizedTest
  @CsvSource({
    "SKIPS_THE_EDGE, bringsWhatStandsBesideTheNewest bringsWhatStandsBesideTheNewestInPagesOfOne, bringsEveryRecordOnce",
    "READS_EVERYTHING_ALWAYS, bringsNothingWhenNothingIsNew bringsANewRecordOnce, bringsEveryRecordOnce",
    "NEVER_STOPS, stopsWhenNothingMoreIsWanted, bringsEveryRecordOnce",
    "NEVER_TRIES_AGAIN, waitsWhenItIsThrottled triesAFaultOfTheServiceAgain, endsOnAnInterrupt",
    "TELLS_ITS_SECRET, failsSoonOnRefusedCredentials, showsNoSecret",
    "ASKS_TOO_EARLY, listingResourcesAsksNobody, bringsEveryRecordOnce",
    "SWALLOWS_BROKEN_BODIES, namesTheResourceWhoseBodyIsBroken, bringsEveryRecordOnce",
  })
  void aBrokenPromiseFailsItsClauseAndNotOthers(Mistake mistake, String fails, String holds) {
    System.setProperty(ListSourceContractTest.MISTAKE, mistake.name());
    try {
      assertThat(ContractRun.failures(ListSourceContractTest.class).keySet())
          .contains(fails.split(" "))
          .doesNotContain(holds);
    } finally {
      System.clearProperty(ListSourceContractTest.MISTAKE);
    }
  }
}
