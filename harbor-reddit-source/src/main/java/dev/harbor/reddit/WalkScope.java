package dev.harbor.reddit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is walked.
 *
 * @param subreddits bare names
 * @param sorts listings of posts
 * @param resources names of the resources that the source has
 * @param bounds how far back
 */
record WalkScope(
    List<String> subreddits,
    List<Listing> sorts,
    Set<String> resources,
    ListingWalk.Bounds bounds) {
  static final String SUBMISSIONS = "submissions";
  static final String COMMENTS = "comments";
  static final String REDDITORS = "redditors";

  WalkScope {
    subreddits = List.copyOf(subreddits);
    sorts = List.copyOf(sorts);
    resources = Set.copyOf(resources);
  }

  /** Listings of a resource by community, in the order of the settings. */
  Map<String, List<ListingKey>> listings(String resource) {
    Map<String, List<ListingKey>> listings = new LinkedHashMap<>();
    for (String subreddit : subreddits) {
      List<ListingKey> keys = new ArrayList<>();
      if (resource.equals(COMMENTS)) {
        keys.add(ListingKey.comments(subreddit));
      } else {
        sorts.forEach(sort -> keys.add(ListingKey.posts(subreddit, sort)));
      }
      listings.put(subreddit, keys);
    }
    return listings;
  }

  /** The resources whose authors are wanted: both, if the source has neither. */
  List<String> authored() {
    List<String> both = List.of(SUBMISSIONS, COMMENTS);
    List<String> present = both.stream().filter(resources::contains).toList();
    return present.isEmpty() ? both : present;
  }
}
