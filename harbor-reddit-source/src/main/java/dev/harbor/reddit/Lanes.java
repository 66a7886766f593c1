package dev.harbor.reddit;

import java.util.Optional;

/**
 * What the lanes of one source share.
 *
 * @param client asks Reddit
 * @param scope what is walked
 * @param authors hands authors over to redditors
 * @param gaps hands gaps over to their table
 * @param trees posts whose comments are read as trees
 */
record Lanes(
    RedditClient client,
    WalkScope scope,
    AuthorFeed authors,
    GapFeed gaps,
    Optional<CommentTrees> trees) {}
