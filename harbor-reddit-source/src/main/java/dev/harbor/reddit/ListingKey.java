package dev.harbor.reddit;

import java.util.Map;

/**
 * A listing of a community.
 *
 * @param community whose it is
 * @param path {@code new}, {@code comments} and so on
 * @param variant tells listings with one path apart; may be empty
 * @param query what is asked for besides
 */
record ListingKey(Community community, String path, String variant, Map<String, String> query) {
  ListingKey {
    query = Map.copyOf(query);
  }

  static ListingKey posts(Community community, Listing listing, Period period) {
    if (!listing.hasPeriods()) {
      return new ListingKey(community, listing.path(), "", Map.of());
    }
    return new ListingKey(
        community,
        listing.path(),
        period == Period.ALL ? "" : period.word(),
        Map.of("t", period.word()));
  }

  static ListingKey comments(Community community) {
    return new ListingKey(community, "comments", "", Map.of());
  }

  /** What a search finds; an address is put in quotes, as Reddit would redirect it elsewhere. */
  static ListingKey search(String words) {
    String query = words.matches("https?://\\S+") ? "url:\"" + words + "\"" : words;
    return new ListingKey(
        Community.everything(),
        "search",
        words,
        Map.of("q", query, "sort", "new", "type", "link", "t", "all"));
  }

  /** Whether items come newest first, but for late ones. */
  boolean isByTime() {
    return path.equals("new") || path.equals("comments");
  }

  /** Whether what was known last time says nothing of what comes behind it. */
  boolean isWalkedWhole() {
    return path.equals("search");
  }

  /** Name in the state. */
  String name() {
    String name = community.key().isEmpty() ? path : community.key() + '/' + path;
    return variant.isEmpty() ? name : name + ':' + variant;
  }

  /** Where it is asked for. */
  String address() {
    return community.root() + '/' + path;
  }

  @Override
  public String toString() {
    String name = community.root().isEmpty() ? path : community.label() + '/' + path;
    return variant.isEmpty() ? name : name + ':' + variant;
  }
}
