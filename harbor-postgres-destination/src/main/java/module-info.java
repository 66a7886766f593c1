import org.jspecify.annotations.NullMarked;

/** Loads packages into PostgreSQL and Supabase, each in one transaction. */
@NullMarked
module dev.harbor.postgres {
  requires transitive dev.harbor.core;
  requires transitive java.sql;
  requires com.zaxxer.hikari;
  // Jdbi needs it but is an automatic module, which cannot say so.
  requires io.leangen.geantyref;
  // The driver's data source is a javax.naming.Referenceable.
  requires java.naming;
  requires org.jdbi.v3.core;
  requires org.postgresql.jdbc;
  requires static org.jspecify;

  exports dev.harbor.postgres;
}
