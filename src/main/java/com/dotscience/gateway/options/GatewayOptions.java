package com.dotscience.gateway.options;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a Gateway is to run.
 *
 * @param host the address to listen on; a name is resolved at the start
 * @param port the port to listen on, for gRPC; 0 for any free one
 * @param httpPort the port of what is asked over HTTP, on the same address; 0 for any free one
 * @param tls the certificate to serve with; empty for plaintext
 * @param insecure whether plaintext is allowed on an address that others can reach
 * @param databaseUrl the JDBC URL of its database, H2 or PostgreSQL
 * @param advertised the names by which clusters reach it, {@code HOST} or {@code HOST:PORT}, beside that by which its page is
 *     asked
 */
public record GatewayOptions(
        String host,
        int port,
        int httpPort,
        Optional<Tls> tls,
        boolean insecure,
        String databaseUrl,
        List<String> advertised) {

    /** The same for one that is reached by the name by which its page is asked. */
    public GatewayOptions(
            String host, int port, int httpPort, Optional<Tls> tls, boolean insecure, String databaseUrl) {
        this(host, port, httpPort, tls, insecure, databaseUrl, List.of());
    }

    /** The same, reached by these names as well. */
    public GatewayOptions advertising(String... names) {
        return new GatewayOptions(host, port, httpPort, tls, insecure, databaseUrl, List.of(names));
    }

    /**
     * What a server shows its clients, both files in PEM.
     *
     * @param certificate the certificate, followed by those between it and the root
     * @param key its private key in PKCS#8, not encrypted
     */
    public record Tls(Path certificate, Path key) {}

    /**
     * Plaintext on the loopback address, with an embedded database in {@code data}; port 0 for any free one. For HTTP it is
     * any free one.
     */
    public static GatewayOptions onLoopback(int port, Path data) {
        return new GatewayOptions("127.0.0.1", port, 0, Optional.empty(), false, embeddedDatabase(data));
    }

    /** The JDBC URL of the embedded database in a directory, which is made if it is missing. */
    public static String embeddedDatabase(Path data) {
        // WRITE_DELAY=0: what was answered is on disk, also when the process is killed the next moment.
        // DB_CLOSE_ON_EXIT: H2's own shutdown hook would close the database under the calls that are still under way.
        // TRACE_LEVEL_FILE=0: what goes wrong is in our log, not in a second one beside the database.
        return "jdbc:h2:file:" + data.toAbsolutePath().resolve("gateway")
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    /**
     * The address to listen on.
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
