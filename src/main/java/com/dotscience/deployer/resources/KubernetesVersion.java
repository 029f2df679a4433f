package com.dotscience.deployer.resources;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version of the API server. It is asked for where a resource asks for something that depends on it, and again a minute later, since
 * the API server may have been upgraded.
 */
public final class KubernetesVersion implements Supplier<String> {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesVersion.class);
    private static final Duration LASTS = Duration.ofMinutes(1);

    private final Supplier<String> asked;
    private final Clock clock;
    private Instant until = Instant.MIN;
    private String known = "";

    /** @param asked asks the API server; may fail */
    public KubernetesVersion(Supplier<String> asked, Clock clock) {
        this.asked = asked;
        this.clock = clock;
    }

    /** Returns the version, such as {@code v1.29.3}; empty if it has not been known yet. */
    @Override
    public synchronized String get() {
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            until = now.plus(LASTS);
            try {
                known = asked.get();
            } catch (KubernetesClientException e) {
                LOG.debug("The version of the API server is not known: {}", e.getMessage());
            }
        }
        return known;
    }
}
