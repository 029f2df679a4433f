package com.dotscience.deployer.cluster.informer;

import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/**
 * The HorizontalPodAutoscalers, and what makes them: the replicas of a Deployment that one of them names are not the deployer's to
 * set.
 */
public final class Autoscalers {

    private static final String BY_TARGET = "target";

    private final KindInformers<HorizontalPodAutoscaler> informers;
    private final ScaledObjects scaledObjects;

    /** @param thread asks the API server what it serves */
    Autoscalers(
            KubernetesClient client,
            Namespaces namespaces,
            ApiServerConnection connection,
            ScheduledExecutorService thread,
            InformerListener listener) {
        this.scaledObjects = new ScaledObjects(client, namespaces, connection, thread, listener::autoscalerChanged);
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
                (before, after) -> changed(before, after, listener));
        informers.monitoredBy(connection);
    }

    /** One of KEDA's says that KEDA is there, which it may not have been at the start. */
    private void changed(HorizontalPodAutoscaler before, HorizontalPodAutoscaler after, InformerListener listener) {
        if (after != null && ScaledObjects.made(after)) {
            scaledObjects.areServed();
        }
        Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
                .flatMap(autoscaler -> autoscaler.flatMap(Autoscalers::target).stream())
                .distinct()
                .forEach(listener::autoscalerChanged);
    }

    KindInformers<HorizontalPodAutoscaler> informers() {
        return informers;
    }

    /** Looks for what makes autoscalers; completes when that is known, or known to be missing. Never fails. */
    CompletionStage<Void> startOptional() {
        return scaledObjects.start();
    }

    void retryIfRefused() {
        scaledObjects.retryIfRefused();
    }

    void stopOptional() {
        scaledObjects.stop();
    }

    /** The autoscalers that name this Deployment, and the ScaledObjects, which may be paused and have made none. */
    public Stream<HasMetadata> of(ObjectKey deployment) {
        return Stream.concat(
                informers.indexed(BY_TARGET, deployment.path()).map(HasMetadata.class::cast),
                scaledObjects.of(deployment));
    }

    private static Optional<ObjectKey> target(HorizontalPodAutoscaler autoscaler) {
        return Optional.of(autoscaler.getSpec().getScaleTargetRef())
                .filter(target -> Kind.DEPLOYMENT.toString().equals(target.getKind()))
                .map(target ->
                        new ObjectKey(Kind.DEPLOYMENT, autoscaler.getMetadata().getNamespace(), target.getName()));
    }
}
