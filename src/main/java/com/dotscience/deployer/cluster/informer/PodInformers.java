package com.dotscience.deployer.cluster.informer;

import com.dotscience.api.ClusterContract;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * The pods of Deployments, for what they say of a rollout. Where they may not be read, statuses say how many replicas there are,
 * and not why they are not more.
 *
 * <p>Anybody may put our label on a pod. A pod is a Deployment's if a ReplicaSet made it that has the name of the Deployment, a
 * hyphen, and the pod's {@value #TEMPLATE_HASH}. Of each pod only what says how it is is kept.
 */
public final class PodInformers {

    /** The label by which the deployment controller tells the pods of one template from those of another. */
    public static final String TEMPLATE_HASH = "pod-template-hash";

    private static final String BY_DEPLOYMENT = "deployment";
    private static final String BY_ID = "id";
    private static final String BY_NODE = "node";
    private static final LabelSelector LABELLED = new LabelSelectorBuilder()
            .addNewMatchExpression()
            .withKey(ClusterContract.ID)
            .withOperator("Exists")
            .endMatchExpression()
            .build();

    private final OptionalExceptionHandler failures;
    private final KindInformers<Pod> informers;

    PodInformers(
            KubernetesClient client, Namespaces namespaces, ApiServerConnection connection, InformerListener listener) {
        this.failures = new OptionalExceptionHandler(
                connection, "Pods", "statuses give no reasons of pods: let this deployer's role list and watch pods");
        InformerConfiguration<Pod> configuration = new InformerConfiguration<>(
                Pod.class,
                LABELLED,
                Map.of(
                        BY_DEPLOYMENT,
                        pod -> deployment(pod).map(ObjectKey::path).stream().toList(),
                        BY_ID,
                        pod -> List.of(id(pod)),
                        BY_NODE,
                        pod -> node(pod).stream().toList()),
                SlimPod::slim);
        BiConsumer<Pod, Pod> changed = (before, after) -> {
            if (isOtherwise(before, after)) {
                Pod pod = after == null ? before : after;
                boolean ends = after == null || after.isMarkedForDeletion();
                deployment(pod)
                        .ifPresent(deployment ->
                                listener.podsChanged(deployment, ends ? Optional.of(id(pod)) : Optional.empty()));
            }
        };
        this.informers = new KindInformers<>(client, namespaces, configuration, what -> failures, changed);
    }

    /** Completes when all are known, or known not to be readable; never fails. */
    CompletableFuture<Void> start() {
        return CompletableFuture.allOf(informers.all().stream()
                        .map(informer -> informer.start().toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .handle((done, refused) -> {
                    failures.startFinished();
                    return null;
                });
    }

    void stop() {
        informers.all().forEach(ObjectInformer::stop);
    }

    long relists() {
        return informers.relists();
    }

    /** Those of a Deployment; none if they cannot be read. */
    public List<Pod> of(ObjectKey deployment) {
        return informers.indexed(BY_DEPLOYMENT, deployment.path()).toList();
    }

    /** Those that carry this id, whichever Deployment made them. */
    public List<Pod> withId(String id) {
        return informers.indexed(BY_ID, id).toList();
    }

    /** That a node is heard, or is not, says something of the pods that run on it, or are to. */
    void notifyOfThoseOn(String node, InformerListener listener) {
        informers
                .indexed(BY_NODE, node)
                .forEach(pod ->
                        deployment(pod).ifPresent(deployment -> listener.podsChanged(deployment, Optional.empty())));
    }

    /** Where it runs, or is to; empty as long as that is not decided. */
    static Optional<String> node(Pod pod) {
        return Optional.ofNullable(pod.getSpec()).map(PodSpec::getNodeName);
    }

    private static String id(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        // The other label of a canary's pod may name the Service that leads to it, and not whose it is.
        return labels.getOrDefault(ClusterContract.CANARY_LABEL, labels.getOrDefault(ClusterContract.ID, ""));
    }

    /** The Deployment that made it; empty if none did. */
    public static Optional<ObjectKey> deployment(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        String hash = labels == null ? null : labels.get(TEMPLATE_HASH);
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()) && "ReplicaSet".equals(owner.getKind()))
                .map(OwnerReference::getName)
                .filter(name -> hash != null && name.endsWith("-" + hash))
                .map(name -> new ObjectKey(
                        Kind.DEPLOYMENT,
                        pod.getMetadata().getNamespace(),
                        name.substring(0, name.length() - hash.length() - 1)))
                .findFirst();
    }

    /** Another list, or a change of metadata alone, says nothing new of how a pod is. */
    private static boolean isOtherwise(Pod before, Pod after) {
        return before == null
                || after == null
                || before.isMarkedForDeletion() != after.isMarkedForDeletion()
                || !Objects.equals(before.getStatus(), after.getStatus());
    }
}
