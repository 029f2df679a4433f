package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * When the kubelet of each node was last heard. A kubelet renews its Lease four times in the time that the Lease lasts. Kubernetes
 * itself says nothing of a node before its Lease has run out, which takes 40 s, and nothing at all of a shorter silence. Where
 * Leases may not be read, the deployer says what Kubernetes says.
 */
final class NodeLeases {

    private static final String NAMESPACE = "kube-node-lease";
    private static final int DEFAULT_SECONDS = 40;

    /**
     * @param at on our own clock: those of nodes may be wrong
     * @param silence after which the node counts as not heard: one renewal is missing, and half of the time until the next has passed
     */
    private record Heard(Instant at, Duration silence) {}

    private final Clock clock;
    private final Consumer<String> changed;
    private final OptionalInformer<Lease> informer;
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();
    private final Map<String, Instant> unheard = new ConcurrentHashMap<>();
    private Instant blindUntil = Instant.MIN;

    /** @param changed is called with a node that is no longer heard, or heard again */
    NodeLeases(KubernetesClient client, ApiServerConnection connection, Clock clock, Consumer<String> changed) {
        this.clock = clock;
        this.changed = changed;
        this.informer = new OptionalInformer<>(
                client.resources(Lease.class).inNamespace(NAMESPACE),
                InformerConfiguration.ofAll(Lease.class),
                new OptionalExceptionHandler(
                        connection,
                        "Leases of nodes",
                        "that a node is not heard is said when Kubernetes says so, after some 40 s"),
                this::leaseChanged);
    }

    /** Completes when the Leases are known, or known not to be readable; never fails. */
    CompletionStage<Void> start() {
        return informer.start();
    }

    void stop() {
        informer.stop();
    }

    long relists() {
        return informer.relists();
    }

    /** When the last renewal of a node came; empty if none has. */
    Optional<Instant> heardAt(String node) {
        return Optional.ofNullable(heard.get(node)).map(Heard::at);
    }

    /** Since when a node is not heard; empty while it is, and where nothing is known of it. */
    Optional<Instant> unheardSince(String node) {
        return Optional.ofNullable(unheard.get(node));
    }

    /**
     * Finds the nodes that have fallen silent, or are heard again; to be called about once a second.
     *
     * @param seeing whether the API server is heard: while it is not, no node is
     */
    synchronized void check(boolean seeing) {
        Instant now = clock.instant();
        if (!seeing) {
            blindUntil = now;
            return;
        }
        Set<String> toggled = new HashSet<>();
        heard.forEach((node, last) -> {
            Instant since = last.at().isBefore(blindUntil) ? blindUntil : last.at();
            if (now.isAfter(since.plus(last.silence()))) {
                if (unheard.putIfAbsent(node, last.at()) == null) {
                    toggled.add(node);
                }
            } else if (unheard.remove(node) != null) {
                toggled.add(node);
            }
        });
        unheard.keySet().stream().filter(node -> !heard.containsKey(node)).forEach(toggled::add);
        unheard.keySet().retainAll(heard.keySet());
        toggled.forEach(changed);
    }

    private void leaseChanged(Lease before, Lease after) {
        if (after == null) {
            heard.remove(before.getMetadata().getName());
        } else if (before == null
                || !Objects.equals(
                        before.getSpec().getRenewTime(), after.getSpec().getRenewTime())) {
            int lasts = Objects.requireNonNullElse(after.getSpec().getLeaseDurationSeconds(), DEFAULT_SECONDS);
            heard.put(
                    after.getMetadata().getName(),
                    new Heard(
                            clock.instant(),
                            Duration.ofSeconds(lasts).multipliedBy(3).dividedBy(8)));
        }
    }
}
