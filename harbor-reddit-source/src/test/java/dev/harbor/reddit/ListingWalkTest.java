package dev.harbor.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harbor.state.ResourceState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListingWalkTest {
  private static final ListingWalk.Bounds SIX_HOURS = new ListingWalk.Bounds(null, 6 * 3600);
  private static final long DAY = 86_400;

  private final FakeListing listing = new FakeListing();
  private final Set<String> emitted = new HashSet<>();
  private int emissions;

  @Test
  void theFirstWalkTakesEverything() throws Exception {
    listing.addMany("a", 450, 1_000);

    WalkState after = walk(WalkState.NONE);

    assertThat(emitted).hasSize(450);
    assertThat(listing.asked()).hasSize(5);
    assertThat(after.cursor()).isEqualTo(1_449);
    assertThat(after.walks()).isEqualTo(1);
    assertThat(after.recent()).hasSize(450).startsWith("a449", "a448");
  }

  @Test
  void anIdleListingCostsOneRequest() throws Exception {
    listing.addMany("a", 450, 1_000);
    WalkState first = walk(WalkState.NONE);
    listing.asked().clear();

    WalkState second = walk(first);

    assertThat(listing.asked()).hasSize(1);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void manyNewThingsCostTheirPagesAndOneMore() throws Exception {
    listing.addMany("a", 600, 1_000);
    WalkState first = walk(WalkState.NONE);
    listing.addMany("b", 350, 5_000);
    listing.asked().clear();
    emitted.clear();

    WalkState second = walk(first);

    assertThat(listing.asked()).hasSize(4);
    assertThat(emitted).hasSize(400).contains("b0", "b349");
    assertThat(second.cursor()).isEqualTo(5_349);
  }

  @Test
  void thePageThatOnlyConfirmsTheEndIsShort() throws Exception {
    listing.addMany("a", 300, 1_000);
    WalkState first = walk(WalkState.NONE);
    listing.addMany("b", 70, 5_000);
    listing.sizes().clear();
    emitted.clear();

    walk(first);

    assertThat(listing.sizes()).containsExactly(100, 25);
    assertThat(emitted).hasSize(125).contains("b0", "b69");
  }

  @Test
  void aPageWhoseSecondHalfIsKnownNeedsNoneThatConfirms() throws Exception {
    listing.addMany("a", 300, 1_000);
    WalkState first = walk(WalkState.NONE);
    listing.addMany("b", 50, 5_000);
    listing.sizes().clear();
    emitted.clear();

    walk(first);

    assertThat(listing.sizes()).containsExactly(100);
    assertThat(emitted).hasSize(100).contains("b0", "b49");
  }

  @Test
  void moreThanAListingHoldsLeavesAHole() throws Exception {
    listing.addMany("a", 300, DAY);
    WalkState first = walk(WalkState.NONE);
    listing.addMany("b", 1_400, 2 * DAY);
    listing.keep(1_000);
    ListingWalk second = new ListingWalk(listing, true, first, SIX_HOURS);

    WalkState after = second.run(this::take).orElseThrow();

    assertThat(second.hole()).contains(new Gap.Hole(DAY + 299, 2 * DAY + 400));
    ListingWalk third = new ListingWalk(listing, true, after, SIX_HOURS);
    third.run(this::take);
    assertThat(third.hole()).isEmpty();
  }

  @Test
  void aLateThingAtTheEndHidesNoHole() throws Exception {
    listing.addMany("a", 300, DAY);
    WalkState first = walk(WalkState.NONE);
    listing.add("late", 5).addMany("b", 999, 2 * DAY);
    listing.keep(1_000);
    ListingWalk second = new ListingWalk(listing, true, first, SIX_HOURS);

    second.run(this::take);

    assertThat(second.hole()).isPresent();
  }

  @Test
  void aWalkThatReachesTheKnownLeavesNoHole() throws Exception {
    listing.addMany("a", 300, DAY);
    WalkState first = walk(WalkState.NONE);
    listing.addMany("b", 990, 2 * DAY);
    listing.keep(1_000);
    ListingWalk second = new ListingWalk(listing, true, first, SIX_HOURS);

    second.run(this::take);

    assertThat(second.hole()).isEmpty();
  }

  @Test
  void aKnownThingOnTopDoesNotEndTheWalk() throws Exception {
    listing.addMany("a", 300, 1_000).add("pinned", 10);
    WalkState first = walk(WalkState.NONE);
    listing.remove("pinned");
    listing.addMany("b", 150, 5_000).add("pinned", 10);
    emitted.clear();

    walk(first);

    assertThat(emitted).contains("b0", "b149");
  }

  @Test
  void aThingThatIsListedLateAmongOlderOnesIsTaken() throws Exception {
    listing.addMany("a", 300, 1_000);
    WalkState first = walk(WalkState.NONE);
    listing.insert(50, "late", 1_240);
    emitted.clear();

    walk(first);

    assertThat(emitted).contains("late");
  }

  @Test
  void aLateThingBeforeTheCursorIsTakenAndMovesNothingBack() throws Exception {
    listing.addMany("a", 300, DAY);
    WalkState first = walk(WalkState.NONE);
    listing.add("late", 5);

    WalkState second = walk(first);

    assertThat(emitted).contains("late");
    assertThat(second.cursor()).isEqualTo(DAY + 299);
  }

  @Test
  void withoutKnownIdsPagesOlderThanTheLookBackEndTheWalk() throws Exception {
    listing.addMany("a", 500, 0).addMany("b", 150, 10 * DAY);
    WalkState lost = new WalkState(10 * DAY, null, 3, Set.of(), false);

    walk(lost);

    assertThat(listing.asked()).hasSize(3);
    assertThat(emitted).hasSize(300);
  }

  @Test
  void anExactMultipleOfAPageEndsWithAnEmptyPageThatIsLookedThrough() throws Exception {
    listing.addMany("a", 300, 1_000);

    WalkState after = walk(WalkState.NONE);

    assertThat(listing.asked()).containsExactly("", "t3_a200", "t3_a100", "t3_a0", "t3_a49");
    assertThat(emitted).hasSize(300);
    assertThat(emissions).isEqualTo(300);
    assertThat(after.cursor()).isEqualTo(1_299);
  }

  @Test
  void aFullListOfAThousandNeedsNoSecondLook() throws Exception {
    listing.addMany("a", 1_000, 1_000);

    walk(WalkState.NONE);

    assertThat(listing.asked()).hasSize(11);
  }

  @Test
  void anAnchorThatIsDeletedInMidWalkLosesNothing() throws Exception {
    listing.addMany("a", 450, 1_000);
    listing.beforePage(3, () -> listing.remove("a250"));

    walk(WalkState.NONE);

    assertThat(emitted).hasSize(450);
    assertThat(emissions).isEqualTo(450);
  }

  @Test
  void anEmptyFirstPageIsNotBelievedWhereThereWereThings() throws Exception {
    listing.addMany("a", 100, 1_000);
    WalkState first = walk(WalkState.NONE);
    listing.asked().clear();
    FakeListing empty = new FakeListing();

    Optional<WalkState> second =
        new ListingWalk(
                (after, size) ->
                    listing.asked().isEmpty()
                        ? empty.behind(notice(after), size)
                        : page(after, size),
                true,
                first,
                SIX_HOURS)
            .run(this::take);

    assertThat(second).contains(first);
    assertThat(listing.asked()).hasSize(2);
  }

  @Test
  void anAnchorThatLeadsBackToTheTopEndsTheWalk() throws Exception {
    listing.addMany("a", 300, 1_000);
    Optional<WalkState> after =
        new ListingWalk(
                (anchor, size) -> listing.behind(anchor.map(name -> "t3_unknown"), size),
                true,
                WalkState.NONE,
                SIX_HOURS)
            .run(this::take);

    assertThat(after).isPresent();
    assertThat(listing.asked()).hasSize(2);
  }

  @Test
  void sinceBoundsWhatIsTakenAndEndsTheWalkByWholePages() throws Exception {
    listing.addMany("a", 500, 0).add("pinned", 3);

    WalkState after = walk(WalkState.NONE, new ListingWalk.Bounds(350L, 0));

    assertThat(emitted).hasSize(150).contains("a350", "a499").doesNotContain("a349", "pinned");
    assertThat(listing.asked()).hasSize(3);
    assertThat(after.since()).isEqualTo(350);
  }

  @Test
  void anEarlierSinceWalksOnThroughWhatIsKnown() throws Exception {
    listing.addMany("a", 500, 0);
    WalkState late = walk(WalkState.NONE, new ListingWalk.Bounds(350L, 0));

    WalkState early = walk(late, new ListingWalk.Bounds(50L, 0));
    assertThat(emitted).hasSize(450);
    assertThat(early.since()).isEqualTo(50);

    listing.asked().clear();
    walk(early, new ListingWalk.Bounds(100L, 0));
    assertThat(listing.asked()).hasSize(1);

    walk(early, new ListingWalk.Bounds(null, 0));
    assertThat(emitted).hasSize(500);
  }

  @Test
  void aListingWithoutOrderOfTimeEndsByKnownIdsOnly() throws Exception {
    listing.addMany("a", 300, 0);
    WalkState cursorOnly = new WalkState(100 * DAY, null, 1, Set.of(), false);

    Optional<WalkState> after =
        new ListingWalk(listing, false, cursorOnly, new ListingWalk.Bounds(250L, 0))
            .run(this::take);

    assertThat(after).isPresent();
    assertThat(listing.asked()).hasSize(5);
    assertThat(emitted).hasSize(50);
  }

  @Test
  void theStateOfAFullListIsSmallAndComesBack() throws Exception {
    listing.addMany("1skaaa", 1_500, 1_776_000_000);
    WalkState first = walk(WalkState.NONE);

    ResourceState state = first.toState();

    assertThat(first.recent()).hasSize(WalkState.MAX_RECENT);
    assertThat(state.toString().length()).isLessThan(11_500);
    assertThat(WalkState.of(state)).isEqualTo(first);
    assertThat(WalkState.of(first.opened().toState())).isEqualTo(first.opened());
  }

  @Test
  void stopsWhenNoMoreIsWanted() throws Exception {
    listing.addMany("a", 300, 0);

    Optional<WalkState> after =
        new ListingWalk(listing, true, WalkState.NONE, SIX_HOURS).run(things -> false);

    assertThat(after).isEmpty();
    assertThat(listing.asked()).hasSize(1);
  }

  private WalkState walk(WalkState before) throws Exception {
    return walk(before, SIX_HOURS);
  }

  private WalkState walk(WalkState before, ListingWalk.Bounds bounds) throws Exception {
    return new ListingWalk(listing, true, before, bounds).run(this::take).orElseThrow();
  }

  private Page page(Optional<String> after, int size) {
    return listing.behind(after, size);
  }

  private Optional<String> notice(Optional<String> after) {
    listing.asked().add(after.orElse(""));
    return after;
  }

  private boolean take(List<Thing> things) {
    List<Thing> copy = new ArrayList<>(things);
    emissions += copy.size();
    copy.forEach(thing -> emitted.add(thing.id()));
    return true;
  }
}
