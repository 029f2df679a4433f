package com.dotscience.testing.kubelet;

import com.dotscience.testing.EmbeddedCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the pods of an {@link EmbeddedCluster} that a {@link DeploymentController} has made as processes of this machine, all on
 * the loopback address. Those of them that run when it is closed, or killed, are killed.
 */
public final class Kubelet implements AutoCloseable {

    /** The node that it is: what pods name that are to run here. */
    static final String NODE = "this-machine";

    /** Keeps a pod that is being deleted until its processes have ended. */
    static final String FINALIZER = "demo.dotscience.com/processes";

    /** Kubernetes' own, where a pod says nothing. */
    private static final long GRACE_SECONDS = 30;

    private final KubernetesClient client;
    private final Images images;
    private final Path folder;
    private final KubeletThread thread = new KubeletThread("kubelet");
    private final Requests requests = new Requests();
    private final LoopbackPorts free = new LoopbackPorts();
    private final Map<String, PodRunner> byUid = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Pod> informer;

    private Kubelet(EmbeddedCluster cluster, Images images, Path folder) {
        this.client = new KubernetesClientBuilder()
                .withConfig(cluster.kubeconfig().config("kubelet"))
                .build();
        this.images = images;
        this.folder = folder;
        this.informer = client.pods().inAnyNamespace().inform(new Pods());
        cluster.readLogsFrom(this::log);
    }

    /** @param folder where programs are started */
    public static Kubelet start(EmbeddedCluster cluster, Images images, Path folder) {
        return new Kubelet(cluster, images, folder);
    }

    /** The port of the loopback address at which a pod's port is reached; empty if it is none that runs here. */
    public Optional<Integer> port(Pod pod, int port) {
        return Optional.ofNullable(byUid.get(pod.getMetadata().getUid()))
                .flatMap(runner -> runner.ports().find(port));
    }

    private Optional<String> log(Pod pod, Map<String, String> asked) {
        return Optional.ofNullable(byUid.get(pod.getMetadata().getUid())).flatMap(runner -> runner.log(asked));
    }

    @Override
    public void close() {
        informer.close();
        // First, or what is killed would be started again.
        thread.close();
        byUid.values().forEach(PodRunner::kill);
        client.close();
    }

    private final class Pods implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            if (NODE.equals(pod.getSpec().getNodeName())) {
                thread.run(() -> look(pod));
            }
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            if (pod.isMarkedForDeletion() && !before.isMarkedForDeletion()) {
                onAdd(pod);
            }
        }

        @Override
        public void onDelete(Pod pod, boolean finalStateUnknown) {
            thread.run(() -> forget(pod));
        }
    }

    private void look(Pod pod) {
        PodRunner running = byUid.get(pod.getMetadata().getUid());
        if (!pod.isMarkedForDeletion()) {
            if (running == null) {
                start(pod);
            }
        } else if (running == null) {
            release(pod);
        } else {
            running.stop(grace(pod)).thenRun(() -> thread.run(() -> release(pod)));
        }
    }

    private void start(Pod pod) {
        PodRunner runner = new PodRunner(
                pod,
                images,
                PodPorts.of(pod, free::take),
                folder.toFile(),
                thread,
                requests,
                status -> report(pod, status));
        byUid.put(pod.getMetadata().getUid(), runner);
        runner.start();
    }

    /** What is gone without having been released was forced out. */
    private void forget(Pod pod) {
        Optional.ofNullable(byUid.remove(pod.getMetadata().getUid())).ifPresent(runner -> {
            runner.kill();
            free.giveBack(runner.ports().real().values());
        });
    }

    // JSON Patches, because the mock server's merge patch appends to lists.
    private void report(Pod pod, PodStatus status) {
        tell(() -> client.resource(pod)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON),
                        Serialization.asJson(List.of(Map.of("op", "add", "path", "/status", "value", status)))));
    }

    private void release(Pod pod) {
        tell(() -> client.resource(pod)
                .patch(
                        PatchContext.of(PatchType.JSON),
                        Serialization.asJson(
                                List.of(Map.of("op", "replace", "path", "/metadata/finalizers", "value", List.of())))));
    }

    private void tell(Runnable call) {
        try {
            call.run();
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404) {
                throw e;
            }
        }
    }

    private static Duration grace(Pod pod) {
        return Duration.ofSeconds(Optional.ofNullable(pod.getMetadata().getDeletionGracePeriodSeconds())
                .or(() -> Optional.ofNullable(pod.getSpec().getTerminationGracePeriodSeconds()))
                .orElse(GRACE_SECONDS));
    }
}
