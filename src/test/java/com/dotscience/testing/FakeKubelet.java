package com.dotscience.testing;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Scheduler and node in one, for a control plane that has neither: binds the pods of all namespaces to a node that does not
 * exist, after a delay reports of them what their {@link PodFate} is, and lets deleted ones go.
 */
public final class FakeKubelet implements AutoCloseable {

    static final String NODE = "fake-node";
    private static final Duration UNTIL_NEXT_TRY = Duration.ofMillis(200);

    private final KubernetesClient client;
    private final Duration delay;
    private volatile PodFate fate;
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "fake-kubelet");
        thread.setDaemon(true);
        return thread;
    });
    private final SharedIndexInformer<Pod> informer;

    private FakeKubelet(Kubeconfig kubeconfig, Duration delay, PodFate fate) {
        this.client = new KubernetesClientBuilder()
                .withConfig(kubeconfig.config("fake-kubelet"))
                .build();
        this.delay = delay;
        this.fate = fate;
        this.informer = client.pods().inAnyNamespace().inform(new Pods());
    }

    /** Starts one that makes every pod ready at once. */
    public static FakeKubelet start(RealControlPlane plane) {
        return start(plane, Duration.ZERO, PodFate.ready());
    }

    /**
     * Starts one.
     *
     * @param delay from when a pod is there until its fate is reported
     */
    public static FakeKubelet start(RealControlPlane plane, Duration delay, PodFate fate) {
        return new FakeKubelet(plane.kubelet(), delay, fate);
    }

    /** Gives all pods another fate, those too that are there already. */
    public void turn(PodFate other) {
        fate = other;
        informer.getStore().list().forEach(pod -> {
            later(Duration.ZERO, () -> bind(pod));
            later(Duration.ZERO, () -> report(pod));
        });
    }

    @Override
    public void close() {
        executor.shutdownNow();
        informer.close();
        client.close();
    }

    private final class Pods implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            if (pod.isMarkedForDeletion()) {
                later(Duration.ZERO, () -> resource(pod).withGracePeriod(0).delete());
            } else if (taken.add(pod.getMetadata().getUid())) {
                later(Duration.ZERO, () -> bind(pod));
                later(delay, () -> report(pod));
            }
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            onAdd(pod);
        }

        @Override
        public void onDelete(Pod pod, boolean finalStateUnknown) {
            taken.remove(pod.getMetadata().getUid());
        }
    }

    private void bind(Pod pod) {
        if (pod.getSpec().getNodeName() != null || !fate.reachesNode(pod)) {
            return;
        }
        var binding = new BindingBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .endMetadata()
                .withNewTarget()
                .withKind("Node")
                .withName(NODE)
                .endTarget()
                .build();
        try {
            client.bindings()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .resource(binding)
                    .create();
        } catch (KubernetesClientException e) {
            // A conflict: it is bound already, or about to go.
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private void report(Pod pod) {
        String status = Serialization.asJson(Map.of("status", fate.statusOf(pod)));
        resource(pod).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), status);
    }

    private PodResource resource(Pod pod) {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName());
    }

    private void later(Duration wait, Runnable call) {
        try {
            executor.schedule(() -> untilAnswered(call), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // Nobody waits for this pod any more.
        }
    }

    private void untilAnswered(Runnable call) {
        try {
            call.run();
        } catch (KubernetesClientException e) {
            // Gone: nothing left to do. Anything else (the API server is away, others write at the same time) is tried
            // again.
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                later(UNTIL_NEXT_TRY, () -> untilAnswered(call));
            }
        }
    }
}
