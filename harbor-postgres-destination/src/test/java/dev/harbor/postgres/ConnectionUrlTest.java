package dev.harbor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

class ConnectionUrlTest {
  private static final String ENCODE =
      "the part before the host has a character that must be percent-encoded ('@' as %40, '/' as %2F, '?' as %3F, '#' as %23, '%' as %25). Encode it";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "postgresql://u:p@h.example/d                     | u@h.example:5432/d            | p",
        "postgres://u:p@h.example:6543/d                  | u@h.example:6543/d            | p",
        "postgresql://u@h.example                         | u@h.example:5432/u            | ``",
        "postgresql://u:@h.example/                       | u@h.example:5432/u            | ``",
        "postgresql://u%40x:p%40%2F%3F%23%25+%20@h/d%2Fe  | u@x@h:5432/d/e                | p@/?#%+ ",
        "postgresql://u:a:b@h/d                           | u@h:5432/d                    | a:b",
        "postgresql://u:p@[::1]:5433/d                    | u@[::1]:5433/d                | p",
        "postgresql://u:p@[2001:db8::1]/d                 | u@[2001:db8::1]:5432/d        | p",
        "postgresql://u:p@a:1,b,[::1]:3/d                 | u@a:1,b:5432,[::1]:3/d        | p",
        "postgresql://h/d?user=u&password=p%26q           | u@h:5432/d                    | p&q",
        "postgresql://u:p@h/d?host=x&port=1&dbname=e      | u@x:1/e                       | p",
        "postgresql://u:p@/d?host=a,b&port=1,2            | u@a:1,b:2/d                   | p",
        "postgresql://u:p@h:/d                            | u@h:5432/d                    | p",
        "postgresql://postgres.abc:p@aws-0-eu.pooler.supabase.com:6543/postgres?pgbouncer=true | postgres.abc@aws-0-eu.pooler.supabase.com:6543/postgres | p",
        "jdbc:postgresql://h/d?user=u&password=p@q        | u@h:5432/d                    | p@q",
        "jdbc:postgresql://h:1,[::1]:2/d%20e?user=u&password=a+b | u@h:1,[::1]:2/d e      | a b",
      })
  void findsHostsDatabaseUserAndPassword(String url, String address, String password) {
    ConnectionUrl parsed = ConnectionUrl.parse(url);
    PGSimpleDataSource source = (PGSimpleDataSource) parsed.dataSource();

    assertThat(parsed).hasToString(address);
    assertThat(String.valueOf(source.getPassword()).replace("null", "").strip())
        .isEqualTo(password.strip());
    assertThat(source.getUser() + "@" + parsed.address()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "postgresql://u:s3cret@x@h/d              | ENCODE",
        "postgresql://u:s3/cret@h/d               | ENCODE",
        "postgresql://u:s3?cret@h/d               | ENCODE",
        "postgresql://u:s3#cret@h/d               | ENCODE",
        "postgresql://u:p@s3?cret=1@h/d           | ENCODE",
        "postgresql://u:s3%cret@h/d               | it has a '%' that is not followed by two hexadecimal digits. Write '%' as %25",
        "postgresql://u:s3cret                    | what follows a host is no port. Write host:5432",
        "postgresql://u:s3cret@h:99999/d          | a port is not between 1 and 65535. Write host:5432",
        "postgresql://u:s3cret@h:x/d              | what follows a host is no port. Write host:5432",
        "postgresql://u:s3cret@[::1/d             | an address of IPv6 has no closing ']'. Add it",
        "postgresql://u:s3cret@/d                 | it names no host, or a directory; Unix sockets are not supported. Name a host",
        "postgresql://u:s3cret@/d?host=/tmp       | it names no host, or a directory; Unix sockets are not supported. Name a host",
        "postgresql://u:s3cret@%2Ftmp/d           | it names no host, or a directory; Unix sockets are not supported. Name a host",
        "postgresql://:s3cret@h/d                 | it names no user. Write postgresql://user:password@host:5432/database",
        "postgresql://h/d                         | it names no user. Write postgresql://user:password@host:5432/database",
        "postgresql://u:s3cret@h/d?foo=1          | its parameter 'foo' is unknown. Remove it, or write '&' as %26 where it belongs to a value",
        "postgresql://h/d?user=u&password=a&s3cret=b | a parameter of it is unknown. Remove it, or write '&' as %26 where it belongs to a value",
        "postgresql://h/d?user=u&password=a&s3cret   | a parameter of it is unknown. Remove it, or write '&' as %26 where it belongs to a value",
        "postgresql://u:s3cret@h/d?target_session_attrs=standby | its target_session_attrs leads to a server that cannot be written to. Use read-write",
        "postgresql://u:s3cret@h/d?sslmode=on     | its sslmode is none of disable, allow, prefer, require, verify-ca, verify-full. Use verify-full, or require",
        "postgresql://u:s3cret@h/d?connect_timeout=x | its connect_timeout is no number of seconds. Write 10",
        "postgresql://u:s3cret@/d?host=a,b&port=1,2,3 | it has not as many ports as hosts. Give each host one",
        "postgresql:u:s3cret@h/d                  | it has no // before the host. Write …postgresql://host:5432/database",
        "jdbc:postgresql://u:s3cret@h/d           | a JDBC URL has no user or password before the host. Write it without jdbc: in front, or pass user and password as parameters",
        "jdbc:postgresql://h/d?user=u&password=a&s3cret=1 | a parameter of it is unknown. Remove it, or write '&' as %26 where it belongs to a value",
        "jdbc:postgresql://h/d?user=u&password=s3#cret | it has a raw '#'. Encode it",
        "jdbc:postgresql://h/d?user=u&bar=s3cret  | its parameter 'bar' is unknown. Remove it, or write '&' as %26 where it belongs to a value",
        "https://s3cret.supabase.co               | it is the address of a web API. Take the connection string, which begins with postgresql://",
        "u:s3cret@h                               | it begins with neither postgresql:// nor jdbc:postgresql://. Write postgresql://user:password@host:5432/database",
        "mysql://u:s3cret@h/d                     | it begins with neither postgresql:// nor jdbc:postgresql://. Write postgresql://user:password@host:5432/database",
      })
  void refusesWithoutShowingASecret(String url, String reason) {
    assertThatThrownBy(() -> ConnectionUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessage("Cannot use the connection string: " + reason.replace("ENCODE", ENCODE))
        .message()
        .doesNotContain("s3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://u:p@h/d                          | sslmode=require",
        "postgresql://u:p@localhost/d                  | sslmode=",
        "postgresql://u:p@127.0.0.1/d                  | sslmode=",
        "postgresql://u:p@[::1]/d                      | sslmode=",
        "postgresql://u:p@localhost,h/d                | sslmode=require",
        "postgresql://u:p@h/d?sslmode=disable          | sslmode=disable",
        "postgresql://u:p@localhost/d?sslmode=require  | sslmode=require",
        "postgresql://u:p@h/d?sslmode=verify-full&sslrootcert=/x.crt | sslmode=verify-full",
        "postgresql://u:p@h/d?sslmode=verify-full&sslrootcert=/x.crt | sslrootcert=/x.crt",
        "postgresql://u:p@h/d?sslrootcert=system       | sslmode=verify-full",
        "postgresql://u:p@h/d?sslrootcert=system       | sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
        "postgresql://u:p@h/d                          | tcpKeepAlive=true",
        "postgresql://u:p@h/d?keepalives=0             | tcpKeepAlive=false",
        "postgresql://u:p@h/d                          | connectTimeout=10",
        "postgresql://u:p@h/d?connect_timeout=3        | connectTimeout=3",
        "postgresql://u:p@h/d                          | loginTimeout=30",
        "postgresql://u:p@h/d                          | socketTimeout=",
        "jdbc:postgresql://h/d?user=u&socketTimeout=9  | socketTimeout=",
        "jdbc:postgresql://h/d?user=u&prepareThreshold=5 | prepareThreshold=0",
        "postgresql://u:p@h/d                          | prepareThreshold=0",
        "postgresql://u:p@h/d                          | logServerErrorDetail=false",
        "postgresql://u:p@h/d                          | ApplicationName=harbor",
        "postgresql://u:p@h/d?application_name=mine    | ApplicationName=mine",
        "postgresql://u:p@h/d?channel_binding=require  | channelBinding=require",
        "postgresql://u:p@h/d?options=-c%20a%3Db       | options=-c a=b",
        "postgresql://u:p@h/d?target_session_attrs=any | targetServerType=any",
        "postgresql://u:p@h/d?target_session_attrs=read-write | targetServerType=primary",
        "postgresql://u:p@a,b/d                        | targetServerType=primary",
        "jdbc:postgresql://h/d?user=u&ssl=true         | sslmode=",
        "jdbc:postgresql://h/d?user=u                  | sslmode=require",
      })
  void setsTheDriverUp(String url, String setting) {
    PGSimpleDataSource source = (PGSimpleDataSource) ConnectionUrl.parse(url).dataSource();
    String name = setting.substring(0, setting.indexOf('='));
    String value = source.getProperty(Objects.requireNonNull(PGProperty.forName(name)));

    // The driver's own defaults count as not set.
    boolean isDefault =
        value == null || value.equals(name.equals("socketTimeout") ? "0" : "prefer");
    assertThat(name + "=" + (isDefault ? "" : value)).isEqualTo(setting.strip());
  }

  @Test
  void readsDatabaseUrlFirst() {
    assertThat(
            ConnectionUrl.ofEnvironment(
                Map.of("DATABASE_URL", " postgresql://u:p@h/d\n", "PGHOST", "other")))
        .hasToString("u@h:5432/d");
  }

  @Test
  void readsTheVariablesOfLibpq() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PGHOST", "h");
    environment.put("PGPORT", "6543");
    environment.put("PGUSER", "u");
    environment.put("PGPASSWORD", "p@/?#%+");
    environment.put("PGDATABASE", "d");
    environment.put("PGSSLMODE", "disable");

    ConnectionUrl url = ConnectionUrl.ofEnvironment(environment);
    PGSimpleDataSource source = (PGSimpleDataSource) url.dataSource();

    assertThat(url).hasToString("u@h:6543/d");
    assertThat(source.getPassword()).isEqualTo("p@/?#%+");
    assertThat(source.getSslMode()).isEqualTo("disable");
  }

  @Test
  void namesTheVariablesThatAreMissing() {
    assertThatThrownBy(() -> ConnectionUrl.ofEnvironment(Map.of("PGPASSWORD", "s3cret")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot find the database: neither DATABASE_URL nor PGHOST is set. Set DATABASE_URL to postgresql://user:password@host:5432/database");
  }
}
