package com.dotscience.testing.ingress;

import io.fabric8.kubernetes.api.model.Pod;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;

/** Where the ports of pods are reached. */
@FunctionalInterface
public interface PodAddresses {

    /** Empty while it cannot be reached at all. */
    Optional<SocketAddress> of(Pod pod, int port);

    /** For whoever is in the pods' network. */
    static PodAddresses inTheirNetwork() {
        return (pod, port) ->
                Optional.ofNullable(pod.getStatus().getPodIP()).map(ip -> SocketAddress.inetSocketAddress(port, ip));
    }
}
