package com.dotscience.gateway;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ds-gateway reset-admin-token}. */
@Command(
        name = "reset-admin-token",
        description =
                "Makes a new admin token and prints it; the one before stops working. Stop a Gateway with an embedded"
                        + " database first.",
        mixinStandardHelpOptions = true,
        versionProvider = Gateway.BuildVersion.class,
        footer = {"", "Example:", "  ds-gateway reset-admin-token --data /var/lib/ds-gateway"})
final class ResetAdminTokenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Override
    public Integer call() {
        try (Database database = Database.open(databaseOptions.url())) {
            spec.commandLine()
                    .getOut()
                    .println(new AdminToken(database, new SecureRandom(), Clock.systemUTC()).reset());
            return 0;
        }
    }
}
