package com.dotscience.deployer.cluster;

import com.dotscience.api.ClusterContract;
import com.dotscience.deployer.plan.Kind;
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
 * The pods of Deployments, for what they say of a rollout. A deployer may do without them: statuses then say how many
 * replicas there are, and not why they are not more.
 *
 * <p>Their label alone may be anybody's: a Deployment's are those that its ReplicaSet made, which is called like the Deployment
 * and the pod's {@value ObservedState#TEMPLATE_HASH}. Of all only what says how they are is kept.
 */
final class Pods {

    private static final String BY_DEPLOYMENT = "deployment";
    private static final String BY_ID = "id";
    private static final String BY_NODE = "node";
    private static final LabelSelector LABELLED = new LabelSelectorBuilder()
            .addNewMatchExpression()
            .withKey(ClusterContract.ID)
            .withOperator("Exists")
            .endMatchExpression()
            .build();

    private final Dispensable failures;
    private final KindInformers<Pod> informers;

    /**
     * @param changed is told of a pod that came, went, or is otherwise than before: of its Deployment, and if it ends of the id
     *     that it carries, since its Deployment may be gone by then
     */
    Pods(
            KubernetesClient client,
            Namespaces namespaces,
            Connection connection,
            BiConsumer<ObjectKey, Optional<String>> changed) {
        this.failures = new Dispensable(
                connection, "Pods", "statuses give no reasons of pods: let this deployer's role list and watch pods");
        Interest<Pod> interest = new Interest<>(
                Pod.class,
                LABELLED,
                Map.of(
                        BY_DEPLOYMENT,
                        pod -> deployment(pod).map(ObjectKey::path).stream().toList(),
                        BY_ID,
                        pod -> List.of(id(pod)),
                        BY_NODE,
                        pod -> node(pod).stream().toList()),
                pod -> true,
                SlimPod::slim);
        BiConsumer<Pod, Pod> tell = (before, after) -> {
            if (isOtherwise(before, after)) {
                Pod pod = after == null ? before : after;
                boolean ends = after == null || after.isMarkedForDeletion();
                deployment(pod)
                        .ifPresent(deployment ->
                                changed.accept(deployment, ends ? Optional.of(id(pod)) : Optional.empty()));
            }
        };
        this.informers = new KindInformers<>(client, namespaces, interest, what -> failures, tell);
    }

    /** Completes when all are known, or known not to be readable; never fails. */
    CompletableFuture<Void> start() {
        return CompletableFuture.allOf(informers.all().stream()
                        .map(informer -> informer.start().toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .handle((done, refused) -> {
                    failures.settled();
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
    List<Pod> of(ObjectKey deployment) {
        return informers.indexed(BY_DEPLOYMENT, deployment.path()).toList();
    }

    /** Those that carry this id, whichever Deployment made them. */
    List<Pod> withId(String id) {
        return informers.indexed(BY_ID, id).toList();
    }

    /** Those that run on a node, or are to. */
    List<Pod> on(String node) {
        return informers.indexed(BY_NODE, node).toList();
    }

    /** Where it runs, or is to; empty as long as that is not decided. */
    static Optional<String> node(Pod pod) {
        return Optional.ofNullable(pod.getSpec()).map(PodSpec::getNodeName);
    }

    private static String id(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault(ClusterContract.ID, "");
    }

    /** The Deployment that made it; empty if none did. */
    static Optional<ObjectKey> deployment(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        String hash = labels == null ? null : labels.get(ObservedState.TEMPLATE_HASH);
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

    /** A list that is made again, and whatever touches metadata, bring nothing new. */
    private static boolean isOtherwise(Pod before, Pod after) {
        return before == null
                || after == null
                || before.isMarkedForDeletion() != after.isMarkedForDeletion()
                || !Objects.equals(before.getStatus(), after.getStatus());
    }
}
