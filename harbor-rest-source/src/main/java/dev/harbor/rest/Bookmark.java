package dev.harbor.rest;

import dev.harbor.rest.http.RestRequest;
import dev.harbor.rest.page.PageToken;
import dev.harbor.source.Emitter;
import dev.harbor.source.ExtractContext;
import dev.harbor.state.ResourceState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a walk stands, in the state of its resource: an interrupted one goes on there, one that
 * came to its end leaves nothing. Confined to one thread.
 */
final class Bookmark {
  private static final String STATE = "page";
  private static final Bookmark NONE = new Bookmark("");

  private final String request;

  private Bookmark(String request) {
    this.request = request;
  }

  /** For walks that always begin at the first page. */
  static Bookmark none() {
    return NONE;
  }

  /** For a walk that begins with a request; another request is another walk. */
  static Bookmark of(RestRequest first) {
    String whole =
        first + "\n" + first.path() + "\n" + first.query() + "\n" + first.json() + first.form();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
      return new Bookmark(HexFormat.of().formatHex(digest, 0, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** The page that an interrupted walk had before it. */
  Optional<PageToken> find(ExtractContext context) {
    if (this == NONE) {
      return Optional.empty();
    }
    ResourceState kept = context.state().child(STATE);
    boolean same = kept.text("request").filter(request::equals).isPresent();
    return same ? Optional.of(PageToken.fromState(kept.child("token").values())) : Optional.empty();
  }

  /** Everything before this page was emitted. */
  void moveTo(PageToken next, ExtractContext context, Emitter emitter) {
    if (this == NONE) {
      return;
    }
    ResourceState kept =
        ResourceState.empty().with("request", request).with("token", next.toState());
    context.setState(context.state().with(STATE, kept));
    emitter.checkpoint();
  }

  /** The walk came to its end, or begins anew. */
  void remove(ExtractContext context) {
    if (this != NONE && context.state().values().containsKey(STATE)) {
      context.setState(context.state().without(STATE));
    }
  }
}
