package com.dotscience.gateway.options;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of a Gateway.
 *
 * @param host the address to listen on; a name is resolved at the start
 * @param port the port to listen on, for gRPC; 0 for any free one
 * @param httpPort the port of the HTTP pages, on the same address; 0 for any free one
 * @param tls the certificate to serve with; empty for plaintext
 * @param insecure whether plaintext is allowed on an address that others can reach
 * @param databaseUrl the JDBC URL of its database, H2 or PostgreSQL
 * @param advertised further names by which clusters reach the Gateway, {@code HOST} or {@code HOST:PORT}, beside the name in the
 *     request for its page
 */
public record GatewayOptions(
        String host,
        int port,
        int httpPort,
        Optional<Tls> tls,
        boolean insecure,
        String databaseUrl,
        List<String> advertised) {

    /** Creates the options of a Gateway without further names. */
    public GatewayOptions(
            String host, int port, int httpPort, Optional<Tls> tls, boolean insecure, String databaseUrl) {
        this(host, port, httpPort, tls, insecure, databaseUrl, List.of());
    }

    /** Returns the same options with these names in addition. */
    public GatewayOptions advertising(String... names) {
        return new GatewayOptions(host, port, httpPort, tls, insecure, databaseUrl, List.of(names));
    }

    /**
     * The files for TLS, both in PEM.
     *
     * @param certificate the certificate, followed by the intermediate certificates
     * @param key the private key in PKCS#8, not encrypted
     */
    public record Tls(Path certificate, Path key) {}

    /**
     * Returns the options for plaintext on the loopback address, with an embedded database in {@code data} and any free port
     * for HTTP. Port 0 stands for any free one.
     */
    public static GatewayOptions onLoopback(int port, Path data) {
        return new GatewayOptions("127.0.0.1", port, 0, Optional.empty(), false, embeddedDatabase(data));
    }

    /** Returns the JDBC URL of the embedded database in a directory. The directory is created when the database is opened. */
    public static String embeddedDatabase(Path data) {
        // WRITE_DELAY=0: a committed change is on disk even if the process is killed the next moment.
        // DB_CLOSE_ON_EXIT=FALSE: otherwise H2's shutdown hook closes the database while calls still run.
        // TRACE_LEVEL_FILE=0: errors go to the Gateway's log, so H2 need not write a second one beside the database.
        return "jdbc:h2:file:" + data.toAbsolutePath().resolve("gateway")
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    /**
     * Returns the address to listen on.
     *
     * @throws StartFailure if the host is unknown, or tokens would travel in plaintext where others can read them
     */
    public InetAddress address() {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartFailure("--listen: there is no host '" + host + "' here", e);
        }
        if (tls.isEmpty() && !insecure && !address.isLoopbackAddress()) {
            throw new StartFailure(
                    "--listen: " + host + " can be reached from other machines, and tokens would travel in"
                            + " plaintext; give --tls-cert and --tls-key, or --insecure if something before it speaks TLS");
        }
        return address;
    }
}
