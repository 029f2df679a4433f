package com.dotscience.deployer.gateway;

import com.dotscience.api.IngressUrl;
import com.dotscience.dialing.ProxyEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How to reach the Gateway, and who this is.
 *
 * @param address {@code host:port}
 * @param tls whether to speak TLS
 * @param ca the certificates (PEM) to trust instead of the system's; read once
 * @param token the deployer's API token; asked for at every call, so that a token in a file can be exchanged
 * @param identityIsSet whether this deployer's identity stays when its token changes; asked at every call as well
 * @param proxies through which the Gateway may have to be dialled
 * @param ingressUrl how the cluster's ingresses are reached, for the Gateway to show
 * @param version of this program, for the Gateway's list of deployers
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

    /** Not the generated one: whatever the supplier prints must not end up in a log. */
    @Override
    public String toString() {
        return (tls ? "TLS to " : "plaintext to ") + address;
    }

    /**
     * How long things may take.
     *
     * @param call for one short call
     * @param list for a complete list, which may be long
     * @param headers how long to wait for the first sign of a stream before it is taken to be there: a Go Gateway gives
     *     none until it has something to say
     * @param firstRetry the first pause after the connection was lost, of which jitter takes up to half away
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

        /** What an operator need not change: retries after 0.5 s to 10 s. A dead connection is noticed after 20 s. */
        public static Timing standard() {
            return new Timing(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(5));
        }
    }
}
