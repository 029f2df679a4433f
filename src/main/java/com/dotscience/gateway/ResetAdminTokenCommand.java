package com.dotscience.gateway;

import com.dotscience.gateway.store.AdminToken;
import com.dotscience.gateway.store.AdminTokenHandover;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.DatabaseInUse;
import com.dotscience.gateway.store.Token;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ds-gateway reset-admin-token}. */
@Command(
        name = "reset-admin-token",
        description = "Makes a new admin token and prints it; the one before stops working at once. A Gateway may run.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footer = {"", "Example:", "  ds-gateway reset-admin-token --data /var/lib/ds-gateway"})
final class ResetAdminTokenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Override
    public Integer call() {
        Token token = Token.random(new SecureRandom());
        try (Database database = Database.open(databaseOptions.url())) {
            new AdminToken(database, Optional.empty(), new SecureRandom(), Clock.systemUTC()).set(token);
        } catch (DatabaseInUse e) {
            AdminTokenHandover.beside(databaseOptions.url()).orElseThrow().offer(token.hash());
        }
        spec.commandLine().getOut().println(token.secret());
        return 0;
    }
}
