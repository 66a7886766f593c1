package dev.harbor.postgres;

import dev.harbor.destination.Destination;
import dev.harbor.testkit.DestinationContract;
import dev.harbor.testkit.DestinationProbe;

/** Proves that PostgreSQL keeps the contract, through a pool as users have it. */
class PostgresDestinationContractIT extends DestinationContract {
  @Override
  protected Destination destination() {
    return PostgresDestination.fromUrl(PostgresServer.url());
  }

  @Override
  protected DestinationProbe probe() {
    return new JdbcProbe(PostgresServer.dataSource());
  }
}
