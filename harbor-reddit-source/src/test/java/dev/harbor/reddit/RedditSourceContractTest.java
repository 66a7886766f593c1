package dev.harbor.reddit;

import dev.harbor.source.Source;
import dev.harbor.testkit.SourceContract;
import java.io.IOException;
import java.io.UncheckedIOException;

class RedditSourceContractTest extends SourceContract<ListedPosts> {
  @Override
  protected ListedPosts upstream() {
    try {
      return new ListedPosts();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Source source(ListedPosts from, int pageSize) {
    return from.source(pageSize);
  }

  @Override
  protected String resource() {
    return "submissions";
  }

  @Override
  protected String keyColumn() {
    return "id";
  }
}
