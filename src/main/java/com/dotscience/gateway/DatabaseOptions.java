package com.dotscience.gateway;

import com.dotscience.gateway.options.GatewayOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where the database is. */
final class DatabaseOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Directory of the embedded database (DS_GATEWAY_DATA; default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "JDBC URL of a PostgreSQL database to use instead (DS_GATEWAY_DATABASE_URL), such as"
                    + " jdbc:postgresql://db/gateway?user=gateway. Give a URL with a password in the variable, where a"
                    + " list of processes does not show it.")
    private Optional<String> databaseUrl;

    String url() {
        return databaseUrl.orElseGet(() -> GatewayOptions.embeddedDatabase(data));
    }
}
