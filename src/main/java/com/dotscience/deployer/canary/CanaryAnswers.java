package com.dotscience.deployer.canary;

import com.dotscience.api.AnswerCounts;
import com.dotscience.api.CanaryId;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Knows what the model-proxies of canaries have answered, as of the last time that they were read. Thread-safe. */
public final class CanaryAnswers {

    private static final String PROXY = "proxy";

    /** So many model-proxies are read at a time. */
    private static final int AT_ONCE = 16;

    private final GuardedDesiredState desired;
    private final ObservedState observed;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Answers> known = new ConcurrentHashMap<>();
    private ProxyMetrics metrics;

    /** What the model-proxies of one canary said, and why that is not all, for people; empty if it is. */
    private record Answers(List<AnswerCounts> counts, String unread) {}

    /** Creates a value that knows no answers yet. */
    public CanaryAnswers(GuardedDesiredState desired, ObservedState observed) {
        this.desired = desired;
        this.observed = observed;
    }

    /** Adds a listener, which is called with the id of each canary whose answers are others than before. */
    public void addListener(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Reads the model-proxies of all canaries. It takes a few seconds at most for each dozen that do not answer. */
    public synchronized void read() {
        List<String> canaries =
                desired.ids().stream().filter(CanaryId::isOne).sorted().toList();
        known.keySet().retainAll(canaries);
        for (String canary : canaries) {
            desired.wanted(canary).map(this::answers).ifPresent(answers -> {
                if (!answers.equals(known.put(canary, answers))) {
                    listeners.forEach(listener -> listener.accept(canary));
                }
            });
        }
    }

    /** Adds to the report on a canary what it has answered. Any other report stays as it is. */
    public UpdateDeploymentRequest addTo(UpdateDeploymentRequest report) {
        Answers answers = known.get(report.getId());
        return answers == null
                ? report
                : report.toBuilder()
                        .addAllAnswers(answers.counts())
                        .setAnswersUnread(answers.unread())
                        .build();
    }

    private Answers answers(com.dotscience.api.Deployment canary) {
        int asked = canary.getMetrics().getModelProxyApiPort();
        int port = asked == 0 ? ModelProxyContract.DEFAULT_API_PORT : asked;
        List<Pod> pods = pods(canary);
        if (pods.stream().anyMatch(pod -> !hasProxy(pod))) {
            return new Answers(List.of(), "the canary has no model-proxy that counts its answers");
        }
        List<AnswerCounts> counts = new ArrayList<>();
        String unread = "";
        for (int from = 0; from < pods.size(); from += AT_ONCE) {
            List<Pod> some = pods.subList(from, Math.min(pods.size(), from + AT_ONCE));
            List<CompletableFuture<AnswerCounts>> reading =
                    some.stream().map(pod -> metrics().read(ip(pod), port)).toList();
            for (int i = 0; i < some.size(); i++) {
                String name = some.get(i).getMetadata().getName();
                try {
                    counts.add(reading.get(i).join().toBuilder().setPod(name).build());
                } catch (CompletionException e) {
                    unread =
                            "the metrics of the model-proxy in pod " + name + " cannot be read: " + words(e.getCause());
                }
            }
        }
        return new Answers(List.copyOf(counts), unread);
    }

    /** Returns the pods of a canary that run, in the order of their names. */
    private List<Pod> pods(com.dotscience.api.Deployment canary) {
        ObjectName name = ObjectName.of(canary);
        return observed.of(canary.getId(), name.namespace(), name.name()).objects().stream()
                .filter(Deployment.class::isInstance)
                .flatMap(deployment -> observed.pods().of((Deployment) deployment).stream())
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()) && ip(pod) != null)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    private static boolean hasProxy(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .anyMatch(container -> container.getName().equals(PROXY));
    }

    private static String ip(Pod pod) {
        return pod.getStatus().getPodIP();
    }

    /** Nothing is dialled, and no thread started for it, before there is a canary. */
    private ProxyMetrics metrics() {
        if (metrics == null) {
            metrics = new ProxyMetrics();
        }
        return metrics;
    }

    private static String words(Throwable failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                : failure.getMessage();
    }
}
