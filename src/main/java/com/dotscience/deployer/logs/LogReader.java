package com.dotscience.deployer.logs;

import com.dotscience.api.CanaryId;
import com.dotscience.api.ClusterContract;
import com.dotscience.api.Logs;
import com.dotscience.api.LogsRequest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The common part of {@link CurrentLogs} and {@link FollowedLogs}. Everything that happens waits as an event until the
 * reader's thread has passed on all lines before it, which keeps the order. At most one chunk and one end of each
 * download wait, which bounds the memory.
 */
abstract class LogReader implements LogSource, Download.Listener {

    final Messages messages;
    private final KubernetesClient client;
    private final LogsRequest request;
    private final Place place;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Queue<Logs> out = new ArrayDeque<>();
    private final Set<Download> downloads = new HashSet<>();
    private Download drained;
    private boolean closed;

    /**
     * The place where the pods are.
     *
     * @param id the id of the model deployment
     */
    record Place(String namespace, String id) {

        /** Returns the key of the label that has the id as its value on all of its pods. */
        String label() {
            return CanaryId.isOne(id) ? ClusterContract.CANARY_LABEL : ClusterContract.ID;
        }

        /** Says whether a pod with the label is its own. The pods of a canary may carry the label for the sake of a Service. */
        boolean isOf(Pod pod) {
            return CanaryId.isOne(id) || !pod.getMetadata().getLabels().containsKey(ClusterContract.CANARY_LABEL);
        }
    }

    LogReader(KubernetesClient client, LogsRequest request, Place place) {
        this.client = client;
        this.request = request;
        this.place = place;
        this.messages = new Messages(request);
    }

    /** Is called when nothing has happened for as long as {@link #timeout}. */
    abstract void timedOut();

    abstract Duration timeout();

    abstract void received(Download download, List<String> lines);

    abstract void finished(Download download, Optional<ReadFailure> refusal);

    abstract void started(Download download);

    @Override
    public final Logs next() throws InterruptedException {
        while (out.isEmpty() && !isClosed()) {
            if (drained != null) {
                drained.more();
                drained = null;
            }
            Runnable event = events.poll(timeout().toNanos(), TimeUnit.NANOSECONDS);
            if (isClosed()) {
                break;
            }
            if (event == null) {
                timedOut();
            } else {
                event.run();
            }
        }
        return isClosed() ? messages.end() : out.remove();
    }

    final void emit(Logs message) {
        out.add(message);
    }

    final void post(Runnable event) {
        events.add(event);
    }

    final Download start(LoggedContainer container, String parameters) {
        String url = client.getMasterUrl() + "api/v1/namespaces/" + place.namespace() + "/pods/" + container.podName()
                + "/log?container=" + container.name() + "&timestamps=true" + parameters;
        Download download = Download.start(client.getHttpClient(), url, "pod " + container.podName(), this);
        synchronized (this) {
            if (!closed) {
                downloads.add(download);
                return download;
            }
        }
        download.close();
        return download;
    }

    final synchronized void end(Download download) {
        downloads.remove(download);
        download.close();
    }

    /**
     * Returns the API server's options for the part of the log that the person asked for: the last lines, or the lines
     * since a given time.
     */
    final String window() {
        return (request.getTailLines() > 0 ? "&tailLines=" + request.getTailLines() : "")
                + (request.getSinceSeconds() > 0 ? "&sinceSeconds=" + request.getSinceSeconds() : "");
    }

    final Place place() {
        return place;
    }

    final boolean isAskedFor(String pod) {
        return request.getPod().isEmpty() || request.getPod().equals(pod);
    }

    /** Returns the sentence that says that there are no pods whose log could be read. */
    final String noPods() {
        return request.getPod().isEmpty()
                ? "there are no pods of this model deployment in namespace " + place.namespace()
                : "this model deployment has no pod " + request.getPod() + " in namespace " + place.namespace();
    }

    final void endFor(String why) {
        emit(Messages.end(request, why));
    }

    @Override
    public final void opened(Download download) {
        post(() -> started(download));
    }

    @Override
    public final void lines(Download download, List<String> lines) {
        post(() -> {
            received(download, lines);
            drained = download;
            if (out.isEmpty()) {
                drained.more();
                drained = null;
            }
        });
    }

    @Override
    public final void ended(Download download, Optional<ReadFailure> refusal) {
        post(() -> finished(download, refusal));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            downloads.forEach(Download::close);
            downloads.clear();
        }
        post(() -> {});
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
