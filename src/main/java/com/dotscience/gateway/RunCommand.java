package com.dotscience.gateway;

import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.store.Token;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ds-gateway run}. */
@Command(
        name = "run",
        description = "Runs the Gateway until it is told to stop (SIGTERM, Ctrl-C).",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false,
        footer = {
            "",
            "Every option can be given as the environment variable in brackets.",
            "In a terminal the first start prints the admin token, with which ds manages this Gateway.",
            "",
            "Examples:",
            "  ds-gateway run",
            "  ds-gateway run --listen 0.0.0.0:8800 --tls-cert tls.crt --tls-key tls.key"
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private static final int MAX_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8800",
            description = "Where to listen (DS_GATEWAY_LISTEN; default: ${DEFAULT-VALUE}).")
    private String listen;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port of /health, /metrics and /dotscience, on the same host; 0: any free one"
                    + " (DS_GATEWAY_HTTP_PORT; default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain, in PEM (DS_GATEWAY_TLS_CERT).")
    private Optional<Path> certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Its private key, in PEM, PKCS#8, not encrypted (DS_GATEWAY_TLS_KEY).")
    private Optional<Path> key;

    @Option(
            names = "--advertise",
            paramLabel = "HOST",
            split = ",",
            description =
                    "Names, or addresses HOST:PORT, by which clusters reach this Gateway: /dotscience takes these, and"
                            + " that by which it is asked, and no others (DS_GATEWAY_ADVERTISE).")
    private List<String> advertised = List.of();

    @Option(
            names = "--insecure",
            description = "Allow plaintext on an address that others can reach (DS_GATEWAY_INSECURE=true).")
    private boolean insecure;

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            description =
                    "A file with the admin token, read at each start, instead of the one that the first start makes"
                            + " (DS_GATEWAY_ADMIN_TOKEN_FILE).")
    private Optional<Path> adminTokenFile;

    @Mixin
    private DatabaseOptions database;

    @Override
    public Integer call() throws InterruptedException {
        Optional<Token> given = adminTokenFile.map(AdminTokenFile::new).flatMap(AdminTokenFile::read);
        GatewayServer server = GatewayServer.start(options(), given);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "shutdown"));
        if (given.isEmpty()) {
            showAdminToken(server);
        }
        server.awaitClose();
        return 0;
    }

    /** Prints a new admin token on a terminal. It is never logged, because others may read the log. */
    private void showAdminToken(GatewayServer server) {
        if (System.console() != null) {
            server.adminToken().ifPresent(token -> {
                spec.commandLine().getOut().println("Admin token: " + token);
                spec.commandLine()
                        .getOut()
                        .println("It is shown this once; 'ds-gateway reset-admin-token' makes a new one.");
            });
        } else if (!server.admin().exists()) {
            LOG.warn(
                    "There is no admin token yet, so ds cannot manage this Gateway: 'ds-gateway reset-admin-token' makes one,"
                            + " also while this runs, or give one with --admin-token-file");
        }
    }

    private static void stop(GatewayServer server) {
        LOG.info("The Gateway is shutting down");
        server.close();
    }

    private GatewayOptions options() {
        URI address = address();
        if (httpPort < 0 || httpPort > MAX_PORT) {
            throw new ParameterException(spec.commandLine(), "--http-port must be 0 to 65535, not " + httpPort);
        }
        return new GatewayOptions(
                address.getHost(), address.getPort(), httpPort, tls(), insecure, database.url(), advertised);
    }

    private URI address() {
        try {
            URI address = new URI("grpc://" + listen).parseServerAuthority();
            if (address.getHost() != null && address.getPort() >= 0 && address.getPort() <= MAX_PORT) {
                return address;
            }
        } catch (URISyntaxException e) {
            // The message below covers this mistake like the others.
        }
        throw new ParameterException(
                spec.commandLine(), "--listen must be HOST:PORT, such as 127.0.0.1:8800, not '" + listen + "'");
    }

    private Optional<GatewayOptions.Tls> tls() {
        if (certificate.isPresent() != key.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--tls-cert and --tls-key must be given together");
        }
        return certificate.map(file -> new GatewayOptions.Tls(file, key.orElseThrow()));
    }
}
