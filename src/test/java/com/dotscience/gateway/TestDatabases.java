package com.dotscience.gateway;

import com.dotscience.gateway.options.GatewayOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests databases of their own, of either kind. One PostgreSQL server serves all tests of a run. */
public final class TestDatabases implements ParameterResolver {

    public enum Kind {
        H2,
        POSTGRESQL
    }

    /** Makes databases. */
    public interface Maker {
        /** The JDBC URL of a new, empty database. */
        String fresh(Kind kind, Path directory);
    }

    private record Postgres(EmbeddedPostgres server) implements AutoCloseable {
        String fresh() {
            String name =
                    "test_" + UUID.randomUUID().toString().replace('-', '_').toLowerCase(Locale.ROOT);
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return server.getJdbcUrl("postgres", name);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Maker.class;
    }

    @Override
    public Maker resolveParameter(ParameterContext parameter, ExtensionContext test) {
        ExtensionContext.Store ofTheRun =
                test.getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(getClass()));
        return (kind, directory) -> switch (kind) {
            case H2 ->
                GatewayOptions.embeddedDatabase(
                        directory.resolve(UUID.randomUUID().toString()));
            case POSTGRESQL ->
                ofTheRun.getOrComputeIfAbsent(Postgres.class, type -> startPostgres(), Postgres.class)
                        .fresh();
        };
    }

    private static Postgres startPostgres() {
        try {
            return new Postgres(EmbeddedPostgres.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
