package dev.harbor.testkit;

import dev.harbor.source.Source;
import dev.harbor.testkit.ListUpstream.Mistake;

class ListSourceContractTest extends SourceContract<ListUpstream> {
  static final String MISTAKE = "dev.harbor.testkit.mistake";

  @Override
  protected ListUpstream upstream() {
    return new ListUpstream();
  }

  @Override
  protected Source source(ListUpstream from, int pageSize) {
    return from.source(pageSize, Mistake.valueOf(System.getProperty(MISTAKE, "NONE")));
  }

  @Override
  protected String resource() {
    return "entries";
  }

  @Override
  protected String keyColumn() {
    return "id";
  }
}
