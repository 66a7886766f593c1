/**
 * Reddit as a source: {@code RedditSource} with {@code RedditCredentials}. How listings are walked
 * and how redditors come in is told in {@code docs/design/reddit-walk.md} and {@code
 * docs/design/reddit-redditors.md}.
 */
package dev.harbor.reddit;
