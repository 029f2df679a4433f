package com.dotscience.deployer.logs;

import com.dotscience.api.LogsRequest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Follows the logs of all pods at once, including pods that come later. After any change it looks at the pods that
 * exist and decides what to read, so that no missed event loses a log. It reopens a log that breaks off where it broke.
 */
final class FollowedLogs extends LogReader {

    /**
     * The largest number of pods that are followed. It limits the memory, because each may have a chunk of its log
     * waiting here.
     */
    static final int MOST_PODS = 50;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final String containerName;
    private final BooleanSupplier stillWanted;
    private final SharedIndexInformer<Pod> informer;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Map<String, FollowedLog> logs = new HashMap<>();
    private final Map<String, String> lastNotes = new HashMap<>();
    private boolean first = true;

    /** The log of one run of a container, and how far it has been read: a log that breaks off goes on from there. */
    private static final class FollowedLog {
        private final LoggedContainer container;
        private Download download;
        private Instant last = Instant.MIN;
        private boolean toReopen;
        private boolean done;

        FollowedLog(LoggedContainer container) {
            this.container = container;
        }
    }

    /** @param stillWanted whether the model deployment is still wanted; if not, the answer ends with its last pod */
    FollowedLogs(KubernetesClient client, LogsRequest request, Place place, BooleanSupplier stillWanted) {
        super(client, request, place);
        this.stillWanted = stillWanted;
        this.containerName = LoggedContainer.nameOf(request.getContainer());
        emit(messages.here());
        this.informer = client.pods()
                .inNamespace(place.namespace())
                .withLabel(place.label(), place.id())
                .runnableInformer(0)
                .addEventHandler(new Changes());
        informer.start().whenComplete((started, failure) -> {
            if (failure == null) {
                changed();
            } else {
                post(() -> endFor(ReadFailure.of("pods in namespace " + place.namespace(), failure)
                        .why()));
            }
        });
    }

    @Override
    Duration timeout() {
        return LOOK_AGAIN;
    }

    @Override
    void timedOut() {
        if (informer.hasSynced()) {
            look();
        }
    }

    private void changed() {
        if (looking.compareAndSet(false, true)) {
            post(() -> {
                looking.set(false);
                if (informer.hasSynced()) {
                    look();
                }
            });
        }
    }

    private void look() {
        List<LoggedContainer> containers = informer.getStore().list().stream()
                .filter(pod -> place().isOf(pod) && isAskedFor(pod.getMetadata().getName()))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .map(pod -> new LoggedContainer(pod, containerName))
                .toList();
        logs.values()
                .removeIf(log -> log.download == null
                        && containers.stream()
                                .noneMatch(container -> container.run().equals(log.container.run())));
        if (reading() == 0 && !stillWanted.getAsBoolean()) {
            endFor("the model deployment was removed: there is nothing more to follow");
            return;
        }
        if (containers.isEmpty()) {
            note("", noPods() + "; waiting for them");
        } else {
            lastNotes.remove("");
        }
        containers.forEach(container -> look(container, containers.size()));
        first = false;
    }

    private void look(LoggedContainer container, int pods) {
        Optional<String> whyNot = container.whyNoLog();
        if (whyNot.isPresent()) {
            note(container.podName(), whyNot.get());
            return;
        }
        FollowedLog log = logs.get(container.run());
        if (log == null && reading() >= MOST_PODS) {
            note(container.podName(), "only " + MOST_PODS + " of " + pods + " pods are followed: name one with --pod");
        } else if (log == null) {
            FollowedLog begun = new FollowedLog(container);
            begun.download = start(container, "&follow=true" + (first ? window() : ""));
            logs.put(container.run(), begun);
        } else if (log.download == null && !log.done && (log.toReopen || container.isRunning())) {
            log.toReopen = false;
            log.download =
                    start(container, "&follow=true" + (log.last == Instant.MIN ? window() : "&sinceTime=" + log.last));
        } else if (log.download == null && !container.isRunning()) {
            log.done = true;
        }
    }

    private long reading() {
        return logs.values().stream().filter(log -> log.download != null).count();
    }

    /** Sends a note about a pod, but not the same note twice in a row. */
    private void note(String pod, String why) {
        if (!why.equals(lastNotes.put(pod, why))) {
            emit(messages.note(pod, (int) reading(), why));
        }
    }

    @Override
    void started(Download opened) {
        find(opened).ifPresent(log -> lastNotes.remove(log.container.podName()));
    }

    @Override
    void received(Download from, List<String> lines) {
        find(from)
                .ifPresent(log -> lines.forEach(line -> {
                    TimestampedLine stamped = TimestampedLine.of(line);
                    // The API server takes whole seconds only, so it repeats what was written earlier in that second.
                    if (stamped.at().isPresent() && !stamped.at().get().isAfter(log.last)) {
                        return;
                    }
                    log.last = stamped.at().orElse(log.last);
                    emit(messages.line(log.container.podName(), (int) reading(), stamped.text()));
                }));
    }

    @Override
    void finished(Download ended, Optional<ReadFailure> refusal) {
        find(ended).ifPresent(log -> {
            end(ended);
            log.download = null;
            refusal.ifPresent(why -> note(log.container.podName(), why.why()));
            log.toReopen = refusal.isPresent() && !refusal.get().forGood();
            log.done = refusal.map(ReadFailure::forGood).orElse(false);
            if (log.done && reading() == 0) {
                endFor(refusal.get().why());
            }
        });
    }

    private Optional<FollowedLog> find(Download download) {
        return logs.values().stream().filter(log -> log.download == download).findFirst();
    }

    @Override
    public void close() {
        super.close();
        informer.stop();
    }

    private final class Changes implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            changed();
        }

        @Override
        public void onUpdate(Pod before, Pod after) {
            changed();
        }

        @Override
        public void onDelete(Pod pod, boolean finalStateUnknown) {
            changed();
        }
    }
}
