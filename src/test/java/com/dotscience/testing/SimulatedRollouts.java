package com.dotscience.testing;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says of every Deployment of an {@link EmbeddedCluster} that it rolls out, and a moment later that it has: what the
 * deployment controller would write. Where pods are asked for, there are pods, and the rollout is what becomes of them.
 */
public final class SimulatedRollouts implements AutoCloseable {

    private final KubernetesClient client;
    private final Duration duration;
    private final Optional<SimulatedPods> pods;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "simulated-rollouts");
        thread.setDaemon(true);
        return thread;
    });
    private final SharedIndexInformer<Deployment> informer;

    private SimulatedRollouts(Kubeconfig kubeconfig, Duration duration, Optional<PodFate> fate) {
        this.client = new KubernetesClientBuilder()
                .withConfig(kubeconfig.config("simulated-rollouts"))
                .build();
        this.duration = duration;
        this.pods = fate.map(each -> new SimulatedPods(client, each));
        this.informer = client.apps().deployments().inAnyNamespace().inform(new Deployments());
    }

    /**
     * Starts to follow the Deployments of this cluster.
     *
     * @param duration of each rollout
     */
    public static SimulatedRollouts start(EmbeddedCluster cluster, Duration duration) {
        return new SimulatedRollouts(cluster.kubeconfig(), duration, Optional.empty());
    }

    /**
     * The same, with pods.
     *
     * @param duration of each rollout: how long pods start before their fate is reported
     */
    public static SimulatedRollouts start(EmbeddedCluster cluster, Duration duration, PodFate fate) {
        return new SimulatedRollouts(cluster.kubeconfig(), duration, Optional.of(fate));
    }

    /** Gives all pods another fate, those too that are there already. */
    public void turn(PodFate fate) {
        pods.orElseThrow().turn(fate);
        informer.getStore().list().forEach(deployment -> submit(Duration.ZERO, deployment, this::settle));
    }

    @Override
    public void close() {
        executor.shutdownNow();
        informer.close();
        client.close();
    }

    private final class Deployments implements ResourceEventHandler<Deployment> {
        @Override
        public void onAdd(Deployment deployment) {
            submit(Duration.ZERO, deployment, SimulatedRollouts.this::begin);
        }

        @Override
        public void onUpdate(Deployment before, Deployment deployment) {
            submit(Duration.ZERO, deployment, SimulatedRollouts.this::begin);
        }

        @Override
        public void onDelete(Deployment deployment, boolean finalStateUnknown) {
            pods.ifPresent(made -> executor.execute(() -> made.end(deployment)));
        }
    }

    private interface Step {
        void on(Deployment deployment);
    }

    private void begin(Deployment deployment) {
        if (isObserved(deployment)) {
            if (!isComplete(deployment)) {
                submit(duration, deployment, this::complete);
            }
            return;
        }
        pods.ifPresent(made -> made.begin(deployment));
        int wanted = deployment.getSpec().getReplicas();
        int available = Math.min(wanted, orZero(status(deployment).getAvailableReplicas()));
        // As a rolling update does: one pod above what is wanted, while old ones serve.
        int replicas = available > 0 ? wanted + 1 : wanted;
        write(deployment, progress(deployment, replicas, wanted, available));
        submit(duration, deployment, this::complete);
    }

    private void complete(Deployment deployment) {
        int wanted = deployment.getSpec().getReplicas();
        if (isObserved(deployment)
                && !isComplete(deployment)
                && pods.map(made -> made.settle(deployment)).orElse(true)) {
            write(deployment, progress(deployment, wanted, wanted, wanted));
        }
    }

    /** Whatever it was before: what is complete may be so no more. */
    private void settle(Deployment deployment) {
        int wanted = deployment.getSpec().getReplicas();
        boolean ready = pods.orElseThrow().settle(deployment);
        write(deployment, progress(deployment, wanted, wanted, ready ? wanted : 0));
    }

    private static boolean isObserved(Deployment deployment) {
        return Objects.equals(
                deployment.getMetadata().getGeneration(), status(deployment).getObservedGeneration());
    }

    private static boolean isComplete(Deployment deployment) {
        int wanted = deployment.getSpec().getReplicas();
        return orZero(status(deployment).getReplicas()) == wanted
                && orZero(status(deployment).getAvailableReplicas()) == wanted;
    }

    private static DeploymentStatus progress(Deployment deployment, int replicas, int updated, int available) {
        boolean complete = replicas == updated && updated == available;
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(replicas)
                .withUpdatedReplicas(updated)
                .withReadyReplicas(available)
                .withAvailableReplicas(available)
                .withUnavailableReplicas(updated - available)
                .addNewCondition()
                .withType("Available")
                .withStatus(available == updated ? "True" : "False")
                .withReason(available == updated ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable")
                .withLastUpdateTime(now)
                .withLastTransitionTime(now)
                .endCondition()
                .addNewCondition()
                .withType("Progressing")
                .withStatus("True")
                .withReason(complete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated")
                .withLastUpdateTime(now)
                .withLastTransitionTime(now)
                .endCondition()
                .build();
    }

    // A JSON Patch, because the mock server's merge patch appends to lists.
    private void write(Deployment deployment, DeploymentStatus status) {
        String patch = Serialization.asJson(List.of(Map.of("op", "add", "path", "/status", "value", status)));
        client.resource(deployment).subresource("status").patch(PatchContext.of(PatchType.JSON), patch);
    }

    /** Takes a step with the Deployment as it is by then; one that is gone, or whose cluster is away, takes none. */
    private void submit(Duration wait, Deployment deployment, Step step) {
        try {
            executor.schedule(() -> step(deployment, step), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // Nobody looks any more.
        }
    }

    private void step(Deployment deployment, Step step) {
        try {
            Deployment now = client.resource(deployment).get();
            if (now != null) {
                step.on(now);
            }
        } catch (KubernetesClientException away) {
            // The informer brings every Deployment again when the cluster is back.
        }
    }

    private static DeploymentStatus status(Deployment deployment) {
        return deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
    }

    private static int orZero(Integer number) {
        return number == null ? 0 : number;
    }
}
