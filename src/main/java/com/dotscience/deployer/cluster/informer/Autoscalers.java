package com.dotscience.deployer.cluster.informer;

import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The HorizontalPodAutoscalers: the replicas of a Deployment that one of them names are not the deployer's to set. */
public final class Autoscalers {

    private static final String BY_TARGET = "target";

    private final KindInformers<HorizontalPodAutoscaler> informers;

    Autoscalers(
            KubernetesClient client, Namespaces namespaces, ApiServerConnection connection, InformerListener listener) {
        this.informers = new KindInformers<>(
                client,
                namespaces,
                new InformerConfiguration<>(
                        HorizontalPodAutoscaler.class,
                        new LabelSelector(),
                        Map.of(
                                BY_TARGET,
                                autoscaler -> target(autoscaler).map(ObjectKey::path).stream()
                                        .toList())),
                connection::retry,
                (before, after) -> Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
                        .flatMap(autoscaler -> autoscaler.flatMap(Autoscalers::target).stream())
                        .distinct()
                        .forEach(listener::autoscalerChanged));
        informers.monitoredBy(connection);
    }

    KindInformers<HorizontalPodAutoscaler> informers() {
        return informers;
    }

    /** Whether one of them names this Deployment. */
    public boolean scale(ObjectKey deployment) {
        return informers.indexed(BY_TARGET, deployment.path()).findAny().isPresent();
    }

    private static Optional<ObjectKey> target(HorizontalPodAutoscaler autoscaler) {
        return Optional.of(autoscaler.getSpec().getScaleTargetRef())
                .filter(target -> Kind.DEPLOYMENT.toString().equals(target.getKind()))
                .map(target ->
                        new ObjectKey(Kind.DEPLOYMENT, autoscaler.getMetadata().getNamespace(), target.getName()));
    }
}
