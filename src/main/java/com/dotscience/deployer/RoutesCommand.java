package com.dotscience.deployer;

import com.dotscience.deployer.console.ConsoleClient;
import com.dotscience.deployer.console.ConsoleException;
import com.dotscience.deployer.console.RouteStatistics;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ds-deployer routes}: the statistics of a running deployer's routes. */
@Command(
        name = "routes",
        description = "Shows what each route of a running deployer has done.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ds-deployer routes",
            "  kubectl -n dotscience-deployer port-forward deploy/dotscience-deployer 9301:9300 &",
            "  ds-deployer routes --url http://127.0.0.1:9301",
        })
final class RoutesCommand implements Callable<Integer> {

    enum Format {
        text,
        json
    }

    @Spec
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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default ${DEFAULT-VALUE}).")
    private Format output;

    @Override
    public Integer call() throws InterruptedException {
        try {
            List<RouteStatistics> routes = new ConsoleClient(address(), credentials()).routes();
            RoutesView view = new RoutesView(routes);
            PrintWriter out = spec.commandLine().getOut();
            if (output == Format.json) {
                out.println(view.json());
            } else {
                view.lines(Instant.now()).forEach(out::println);
            }
            return 0;
        } catch (ConsoleException e) {
            spec.commandLine().getErr().println("ds-deployer: " + e.getMessage());
            return 1;
        }
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
