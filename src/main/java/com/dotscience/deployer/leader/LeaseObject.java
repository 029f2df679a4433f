package com.dotscience.deployer.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * One Lease at the API server. Every call ends within its time, since who waits for an answer renews nothing.
 *
 * <p>All methods throw {@link KubernetesClientException} if the API server refuses, is outdated by another's write (409), or does not
 * answer in time.
 */
final class LeaseObject {

    private static final String RECORD = "deployer.dotscience.com/deletions";

    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private final int seconds;
    private volatile Optional<String> uid = Optional.empty();

    /** @param patience how long a call may take */
    LeaseObject(KubernetesClient client, String namespace, String name, Duration lease, Duration patience) {
        this.client = client.newClient(new RequestConfigBuilder()
                        .withRequestTimeout(Math.toIntExact(patience.toMillis()))
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .adapt(KubernetesClient.class);
        this.namespace = namespace;
        this.name = name;
        this.seconds = Math.toIntExact(lease.toSeconds());
    }

    /** Returns the uid by which it is told from all others, those of other clusters too; empty until it was seen. */
    Optional<String> uid() {
        return uid;
    }

    /** Returns what it says now; empty if it does not exist. */
    Optional<LeaseState> read() {
        return Optional.ofNullable(
                        client.leases().inNamespace(namespace).withName(name).get())
                .map(this::seen);
    }

    /** Makes it, if the state has no version, or replaces that version. */
    LeaseState write(LeaseState state) {
        Lease lease = object(state);
        return seen(
                state.version().isEmpty()
                        ? client.resource(lease).create()
                        : client.resource(lease).update());
    }

    private Lease object(LeaseState state) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels("app.kubernetes.io/managed-by", "dotscience-deployer")
                .withAnnotations(state.record().isEmpty() ? Map.of() : Map.of(RECORD, state.record()))
                .withResourceVersion(state.version().isEmpty() ? null : state.version())
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(state.holder())
                .withLeaseDurationSeconds(seconds)
                .withAcquireTime(zoned(state.acquired()))
                .withRenewTime(zoned(state.renewed()))
                .withLeaseTransitions(state.transitions())
                .endSpec()
                .build();
    }

    private LeaseState seen(Lease lease) {
        uid = Optional.ofNullable(lease.getMetadata().getUid());
        LeaseSpec spec = Optional.ofNullable(lease.getSpec()).orElseGet(LeaseSpec::new);
        return new LeaseState(
                Optional.ofNullable(spec.getHolderIdentity()).orElse(""),
                instant(spec.getAcquireTime()),
                instant(spec.getRenewTime()),
                Optional.ofNullable(spec.getLeaseTransitions()).orElse(0),
                Optional.ofNullable(lease.getMetadata().getAnnotations())
                        .map(annotations -> annotations.get(RECORD))
                        .orElse(""),
                lease.getMetadata().getResourceVersion());
    }

    private static ZonedDateTime zoned(Instant instant) {
        return instant.atZone(ZoneOffset.UTC);
    }

    private static Instant instant(ZonedDateTime time) {
        return time == null ? Instant.EPOCH : time.toInstant();
    }

    @Override
    public String toString() {
        return "the Lease " + namespace + "/" + name;
    }
}
