package com.dotscience.deployer.gateway;

import com.dotscience.api.IngressUrl;
import com.dotscience.dialing.ProxyEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The options for the connection: how to reach the Gateway, and as which deployer. The program fills them in, so that
 * this room reads no settings itself.
 *
 * @param address {@code host:port}
 * @param tls whether to speak TLS
 * @param ca the certificates (PEM) to trust instead of the system's; read once
 * @param token the deployer's API token; read at every call, so that a token in a file can be replaced
 * @param identityIsSet whether this deployer's identity stays when its token changes; read at every call as well
 * @param proxies the proxies through which the Gateway may have to be dialled
 * @param ingressUrl the URL of the cluster's ingresses, which the Gateway shows
 * @param version the version of this program, for the Gateway's list of deployers
 * @param timing how long things may take
 */
public record GatewayOptions(
        String address,
        boolean tls,
        Optional<Path> ca,
        Supplier<String> token,
        BooleanSupplier identityIsSet,
        ProxyEnvironment proxies,
        IngressUrl ingressUrl,
        String version,
        Timing timing) {

    /** Replaces the generated method, because whatever the token's supplier prints must not end up in a log. */
    @Override
    public String toString() {
        return (tls ? "TLS to " : "plaintext to ") + address;
    }

    /**
     * The durations of waits and retries. Tests shorten them, so that no test waits for a production pause.
     *
     * @param call the longest time for one short call
     * @param list the longest time for a complete list, which may be large
     * @param headers how long to wait for a stream's headers before it counts as open: a Gateway written in Go sends
     *     none until it has a message to send
     * @param firstRetry the first pause after the connection was lost, of which jitter removes up to half
     * @param longestRetry the longest pause between two attempts; a connection that lasted as long starts over with the
     *     first
     * @param refusedRetry the pause after the Gateway refused the token
     * @param keepAlive how long a connection may be silent before it is asked for a sign of life; gRPC takes less than
     *     10 s for 10 s, which is also what the Gateway permits
     * @param keepAliveTimeout how long to wait for that sign before the connection is given up
     */
    public record Timing(
            Duration call,
            Duration list,
            Duration headers,
            Duration firstRetry,
            Duration longestRetry,
            Duration refusedRetry,
            Duration keepAlive,
            Duration keepAliveTimeout) {

        /**
         * Returns the values that suit every cluster: the deployer retries after 0.5 s to 10 s, and notices a dead
         * connection after 14 s, so that another deployer of the same identity leads within the term of a Lease and a look at it.
         */
        public static Timing standard() {
            return new Timing(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(4));
        }
    }
}
