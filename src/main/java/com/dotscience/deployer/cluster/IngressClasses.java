package com.dotscience.deployer.cluster;

import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The IngressClasses of the cluster. A deployer may do without them: where they may not be read, or are not known to the
 * API server, an Ingress names its class in the old annotation.
 */
final class IngressClasses {

    private static final Logger LOG = LoggerFactory.getLogger(IngressClasses.class);
    private static final String WHAT = "ingressclasses";

    private final Connection connection;
    private final ObjectInformer<IngressClass> informer;
    private volatile boolean readable;

    IngressClasses(KubernetesClient client, Connection connection) {
        this.connection = connection;
        this.informer = new ObjectInformer<>(
                client.resources(IngressClass.class), Map.of(), this::tryAgain, (before, after) -> {});
    }

    /** Completes when they are known, or known not to be readable; never fails. */
    CompletionStage<Void> start() {
        return informer.start().handle((done, failure) -> {
            readable = failure == null;
            connection.works(WHAT);
            return null;
        });
    }

    void stop() {
        informer.stop();
    }

    /** Their names; empty if they cannot be read. */
    Optional<Set<String>> names() {
        return readable
                ? Optional.of(informer.list().stream()
                        .map(ingressClass -> ingressClass.getMetadata().getName())
                        .collect(Collectors.toUnmodifiableSet()))
                : Optional.empty();
    }

    private boolean tryAgain(boolean started, Throwable failure) {
        if (started) {
            return true;
        }
        if (isRefused(failure)) {
            LOG.info(
                    "IngressClasses cannot be read ({}); Ingresses name their class in the annotation"
                            + " kubernetes.io/ingress.class",
                    Connection.message(failure));
            return false;
        }
        connection.failed(WHAT, failure);
        return true;
    }

    private static boolean isRefused(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof KubernetesClientException)) {
            cause = cause.getCause();
        }
        return cause instanceof KubernetesClientException answer
                && (answer.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                        || answer.getCode() == HttpURLConnection.HTTP_NOT_FOUND);
    }
}
