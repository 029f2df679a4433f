package com.dotscience.deployer.resources;

import com.dotscience.api.Deployment;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the objects in the cluster show of a model where its resource does not say: it stays, because any other would restart pods. */
final class PresentModel {

    private static final String MODEL = "model";
    private static final String PROXY = "proxy";
    private static final String TCP = "TCP";

    private PresentModel() {}

    /** Returns a model deployment with nothing but that; empty if there is none yet. */
    static Optional<Deployment> of(List<HasMetadata> objects) {
        return objects.stream()
                .filter(io.fabric8.kubernetes.api.model.apps.Deployment.class::isInstance)
                .map(io.fabric8.kubernetes.api.model.apps.Deployment.class::cast)
                .findFirst()
                .map(deployment -> of(deployment.getSpec().getTemplate().getSpec().getContainers().stream()));
    }

    private static Deployment of(Stream<Container> containers) {
        Deployment.Builder present = Deployment.newBuilder();
        containers.forEach(container -> {
            if (PROXY.equals(container.getName())) {
                present.getMetricsBuilder().setImage(container.getImage());
            } else if (MODEL.equals(container.getName()) && listens(container)) {
                present.getDeploymentBuilder().getReadinessBuilder().setType(TCP);
            }
        });
        return present.build();
    }

    private static boolean listens(Container model) {
        return model.getReadinessProbe() != null && model.getReadinessProbe().getTcpSocket() != null;
    }
}
