package com.dotscience.deployer.logs;

import com.dotscience.api.LogsRequest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Reads the logs as they are now, one pod after the other, so that the lines of different pods do not mix. */
final class CurrentLogs extends LogReader {

    /** The longest wait until the API server begins to answer. The Gateway waits longer, so it gets the error. */
    private static final Duration UNTIL_OPEN = Duration.ofSeconds(10);

    /**
     * The longest wait for the next chunk. A log that is not followed comes without pauses, so a longer silence means
     * that it broke.
     */
    private static final Duration UNTIL_NEXT = Duration.ofMinutes(1);

    private final Queue<LoggedContainer> waiting = new ArrayDeque<>();
    private final int pods;
    private LoggedContainer container;
    private Download download;
    private boolean open;
    private boolean read;

    CurrentLogs(KubernetesClient client, LogsRequest request, Place place, List<Pod> all) {
        super(client, request, place);
        all.stream()
                .filter(pod -> isAskedFor(pod.getMetadata().getName()))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .map(pod -> new LoggedContainer(pod, LoggedContainer.nameOf(request.getContainer())))
                .forEach(waiting::add);
        this.pods = waiting.size();
        if (waiting.isEmpty()) {
            endFor(noPods());
        } else {
            post(this::nextPod);
        }
    }

    private void nextPod() {
        container = waiting.poll();
        if (container == null) {
            emit(messages.end());
            return;
        }
        open = false;
        Optional<String> whyNot = container.whyNoLog();
        if (whyNot.isPresent()) {
            skip(whyNot.get());
        } else {
            download = start(container, window());
        }
    }

    private void skip(String why) {
        if (waiting.isEmpty() && !read) {
            endFor(why);
        } else {
            emit(messages.note(container.podName(), pods, why));
            post(this::nextPod);
        }
    }

    @Override
    Duration timeout() {
        return open ? UNTIL_NEXT : UNTIL_OPEN;
    }

    @Override
    void timedOut() {
        end(download);
        skip("the API server does not send the log of pod " + container.podName());
    }

    @Override
    void started(Download opened) {
        open = true;
    }

    @Override
    void received(Download from, List<String> lines) {
        read = true;
        lines.forEach(line -> emit(messages.line(
                container.podName(), pods, TimestampedLine.of(line).text())));
    }

    @Override
    void finished(Download ended, Optional<ReadFailure> refusal) {
        if (ended != download) {
            return;
        }
        end(ended);
        read |= refusal.isEmpty();
        refusal.ifPresentOrElse(why -> skip(why.why()), this::nextPod);
    }
}
