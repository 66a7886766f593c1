package dev.harbor.reddit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is walked.
 *
 * @param communities whose listings
 * @param posts listings of posts
 * @param searches what is searched for
 * @param resources names of the resources that the source has
 * @param bounds how far back
 */
record WalkScope(
    List<Community> communities,
    PostListings posts,
    List<String> searches,
    Set<String> resources,
    ListingWalk.Bounds bounds) {
  static final String SUBMISSIONS = "submissions";
  static final String COMMENTS = "comments";
  static final String REDDITORS = "redditors";
  static final String SUBREDDITS = "subreddits";
  static final String GAPS = "gaps";

  WalkScope {
    communities = List.copyOf(communities);
    searches = List.copyOf(searches);
    resources = Set.copyOf(resources);
  }

  /** Listings of a resource by community, in the order of the settings. */
  Map<Community, List<ListingKey>> listings(String resource) {
    Map<Community, List<ListingKey>> listings = new LinkedHashMap<>();
    for (Community community : communities) {
      listings.put(community, listings(resource, community));
    }
    if (resource.equals(SUBMISSIONS) && !searches.isEmpty()) {
      listings.put(Community.everything(), searches.stream().map(ListingKey::search).toList());
    }
    listings.values().removeIf(List::isEmpty);
    return listings;
  }

  /** Listings of a resource in one community. */
  List<ListingKey> listings(String resource, Community community) {
    if (!resource.equals(COMMENTS)) {
      return posts.of(community);
    }
    return community.hasComments() ? List.of(ListingKey.comments(community)) : List.of();
  }

  /** The resources whose authors are wanted: both, if the source has neither. */
  List<String> authored() {
    List<String> both = List.of(SUBMISSIONS, COMMENTS);
    List<String> present = both.stream().filter(resources::contains).toList();
    return present.isEmpty() ? both : present;
  }

  /**
   * Which listings of posts.
   *
   * @param sorts in which orders
   * @param periods of which times, where votes decide
   */
  record PostListings(List<Listing> sorts, List<Period> periods) {
    PostListings {
      sorts = List.copyOf(sorts);
      periods = List.copyOf(periods);
    }

    private List<ListingKey> of(Community community) {
      List<ListingKey> keys = new ArrayList<>();
      for (Listing sort : sorts) {
        for (Period period : sort.hasPeriods() ? periods : List.of(Period.ALL)) {
          keys.add(ListingKey.posts(community, sort, period));
        }
      }
      return keys;
    }
  }
}
