package com.dotscience.deployer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.dotscience.deployer.health.PortTakenException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ds-deployer run}: the flags, environment variables and defaults of the Go program. */
@Command(
        name = "run",
        description = "Connects to the Gateway and the cluster, and works until it is told to stop.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Every other setting is an environment variable: DEPLOYER_POLL_INTERVAL=30s (see docs/configuration.md).",
            "",
            "Examples:",
            "  TOKEN=QZBX… ds-deployer run --addr gateway.example.com:8800",
            "  ds-deployer run --token-file /var/run/secrets/dotscience/token --addr 127.0.0.1:8800 --no-require-tls",
        })
final class RunCommand implements Callable<Integer> {

    private static final int SOMETHING_TO_DO = 3;

    private final Logger rootLogger;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "The deployer's API token (env TOKEN). Everybody on the machine can read a flag: rather use the"
                            + " environment or --token-file.")
    private String token;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file that holds the token (env TOKEN_FILE); read again for each connection.")
    private Path tokenFile;

    @Option(
            names = "--addr",
            paramLabel = "HOST:PORT",
            description = "The Gateway (env GATEWAY_ADDRESS; default cloud.dotscience.com:8800).")
    private String address;

    @Option(
            names = "--require-tls",
            negatable = true,
            description = "Whether the Gateway has to be reached by TLS (env REQUIRE_TLS; default true).")
    private Boolean requireTls;

    @Option(
            names = "--grace-period",
            paramLabel = "DURATION",
            description = "How long a deletion waits before it is made (env GRACE_PERIOD; default 0s).")
    private String gracePeriod;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "How to reach the cluster from outside (default: as kubectl finds it).")
    private String kubeconfig;

    @Option(
            names = "--incluster",
            negatable = true,
            description = "Whether to reach the cluster as its pods do (default: where there is no kubeconfig).")
    private Boolean inCluster;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            description =
                    "The port of /health, /metrics, /cache and /jolokia; 0: any free one (env HEALTH_PORT; default 9300).")
    private Integer healthPort;

    @Option(
            names = "--metrics-user",
            paramLabel = "USER",
            description =
                    "Who may see /metrics, /cache and /jolokia; nobody given: this machine only (env METRICS_USER).")
    private String metricsUser;

    @Option(
            names = "--metrics-password",
            paramLabel = "PASSWORD",
            description =
                    "The password (env METRICS_PASSWORD). Everybody on the machine can read a flag: rather use the"
                            + " environment.")
    private String metricsPassword;

    @Option(
            names = "--dry-run",
            description =
                    "Only says what it would change, and ends: with 0 if there is nothing, 3 if there is something, 1 if"
                            + " it could not find out.")
    private boolean dryRun;

    /** @param rootLogger is turned off by a dry run */
    RunCommand(Logger rootLogger) {
        this.rootLogger = rootLogger;
    }

    @Override
    public Integer call() throws Exception {
        try {
            Map<String, String> flags = flags(System.getenv());
            if (dryRun) {
                return preview(flags);
            }
            DeployerApplication.of(System.getenv(), flags).run();
            return 0;
        } catch (ConfigurationException e) {
            spec.commandLine().getErr().println("ds-deployer: " + e.getMessage());
            return 2;
        } catch (PortTakenException | DryRun.UnknownStateException e) {
            spec.commandLine().getErr().println("ds-deployer: " + e.getMessage());
            return 1;
        }
    }

    private int preview(Map<String, String> flags) throws InterruptedException {
        // Only the plan is printed: log lines would stand between its lines.
        rootLogger.setLevel(Level.OFF);
        flags.putAll(DryRun.SETTINGS);
        try (DeployerApplication deployer = DeployerApplication.of(System.getenv(), flags)) {
            Preview preview = deployer.preview();
            preview.lines().forEach(spec.commandLine().getOut()::println);
            return preview.inSync() ? 0 : SOMETHING_TO_DO;
        }
    }

    private Map<String, String> flags(Map<String, String> environment) {
        Map<String, String> flags = new HashMap<>();
        put(flags, "deployer.token", token, environment.get("TOKEN"));
        put(flags, "deployer.token-file", tokenFile, environment.get("TOKEN_FILE"));
        put(flags, "deployer.gateway.address", address, environment.get("GATEWAY_ADDRESS"));
        put(flags, "deployer.gateway.tls", requireTls, environment.get("REQUIRE_TLS"));
        put(flags, "deployer.prune.delay", gracePeriod, environment.get("GRACE_PERIOD"));
        put(flags, "deployer.health.port", healthPort, environment.get("HEALTH_PORT"));
        put(flags, "deployer.metrics.user", metricsUser, environment.get("METRICS_USER"));
        put(flags, "deployer.metrics.password", metricsPassword, environment.get("METRICS_PASSWORD"));
        put(flags, "deployer.kubeconfig", kubeconfig, null);
        put(flags, "deployer.in-cluster", inCluster, null);
        return flags;
    }

    private static void put(Map<String, String> flags, String name, Object flag, String variable) {
        if (flag != null) {
            flags.put(name, flag.toString());
        } else if (variable != null) {
            flags.put(name, variable);
        }
    }
}
