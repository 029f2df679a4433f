package com.dotscience.system.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every state that the pods of a model deployment are in between two of them, in the order of the API server. */
final class PodTimeline implements Watcher<Pod>, AutoCloseable {

    /**
     * The pods at one moment.
     *
     * @param images of the models of all that have not ended, those that are told to end included
     * @param staying how many are not told to end
     * @param ready how many of these are ready
     */
    record Moment(Set<String> images, long staying, long ready) {

        static Moment of(Collection<Pod> pods) {
            List<Pod> live = pods.stream()
                    .filter(pod -> !Set.of("Succeeded", "Failed")
                            .contains(pod.getStatus().getPhase()))
                    .toList();
            List<Pod> staying =
                    live.stream().filter(pod -> !pod.isMarkedForDeletion()).toList();
            return new Moment(
                    live.stream()
                            .map(pod -> pod.getSpec().getContainers().get(0).getImage())
                            .collect(Collectors.toSet()),
                    staying.size(),
                    staying.stream().filter(Readiness::isPodReady).count());
        }
    }

    private final Map<String, Pod> pods = new LinkedHashMap<>();
    private final List<Moment> moments = new ArrayList<>();
    private Exception broken;
    private Watch watch;

    /** From now on, beginning with what is there. */
    static PodTimeline of(DeployedModel model) {
        PodTimeline timeline = new PodTimeline();
        model.pods().forEach(pod -> timeline.pods.put(pod.getMetadata().getUid(), pod));
        timeline.watch = model.product()
                .client()
                .pods()
                .inNamespace(model.namespace())
                .withLabel("deployment", model.id())
                .watch(timeline);
        return timeline;
    }

    /** @throws IllegalStateException if some may be missing */
    synchronized List<Moment> moments() {
        if (broken != null) {
            throw new IllegalStateException(broken);
        }
        return List.copyOf(moments);
    }

    @Override
    public synchronized void eventReceived(Action action, Pod pod) {
        if (action == Action.DELETED) {
            pods.remove(pod.getMetadata().getUid());
        } else {
            pods.put(pod.getMetadata().getUid(), pod);
        }
        moments.add(Moment.of(pods.values()));
    }

    @Override
    public synchronized void onClose(WatcherException cause) {
        broken = cause;
    }

    @Override
    public void close() {
        watch.close();
    }
}
