package dev.harbor.postgres;

import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Leaves SQL as it is, but for question marks outside of quotes. Jdbi's own parser takes colons and
 * backslashes in quoted identifiers for parameters and escapes. Thread-safe.
 */
final class PlainSql implements SqlParser {
  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    ParsedSql.Builder parsed = ParsedSql.builder();
    int from = 0;
    char quote = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '?') {
        parsed.append(sql.substring(from, i)).appendPositionalParameter();
        from = i + 1;
      }
    }
    return parsed.append(sql.substring(from)).build();
  }

  @Override
  public String nameParameter(String rawName, StatementContext context) {
    return rawName;
  }
}
