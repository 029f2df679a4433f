package com.dotscience.deployer.manifest;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.ServicePort;
import java.util.List;

/** The port of the Service that requests from outside are led to. */
final class PredictionsPort {

    private PredictionsPort() {}

    /** Returns the one that is named for predictions, else the first. */
    static int of(List<ServicePort> ports) {
        return ports.stream()
                .filter(candidate -> candidate.getName().equals(ClusterContract.PREDICTIONS_PORT))
                .findFirst()
                .orElse(ports.get(0))
                .getPort();
    }
}
