package com.dotscience.deployer;

import com.dotscience.deployer.console.ConsoleClient;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a running deployer is asked: where, and as whom. */
final class ConsoleOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:9300",
            description = "The deployer's management port (default ${DEFAULT-VALUE}).")
    private String url;

    @Option(
            names = "--metrics-user",
            paramLabel = "USER",
            defaultValue = "${env:METRICS_USER}",
            description = "The deployer's user for /metrics, if one is set there (env METRICS_USER).")
    private String user;

    @Option(
            names = "--metrics-password",
            paramLabel = "PASSWORD",
            defaultValue = "${env:METRICS_PASSWORD}",
            description =
                    "The password (env METRICS_PASSWORD). Everybody on the machine can read a flag: rather use the"
                            + " environment.")
    private String password;

    /** @throws ParameterException if an option is wrong */
    ConsoleClient client() {
        return new ConsoleClient(address(), credentials());
    }

    private URI address() {
        try {
            URI address = URI.create(url.replaceFirst("/+$", ""));
            if (List.of("http", "https").contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw wrong("--url must be a URL such as http://127.0.0.1:9300, but is '" + url + "'");
    }

    private Optional<String> credentials() {
        boolean hasUser = user != null && !user.isEmpty();
        boolean hasPassword = password != null && !password.isEmpty();
        if (hasUser != hasPassword) {
            throw wrong("Only one of METRICS_USER and METRICS_PASSWORD is set: set both, or neither");
        }
        return hasUser ? Optional.of(user + ":" + password) : Optional.empty();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
