package com.dotscience.deployer;

import com.dotscience.deployer.console.ConsoleException;
import com.dotscience.deployer.console.RouteStatistics;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Mixin
    private ConsoleOptions console = new ConsoleOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default ${DEFAULT-VALUE}).")
    private Format output;

    @Override
    public Integer call() throws InterruptedException {
        try {
            List<RouteStatistics> routes = console.client().routes();
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
}
