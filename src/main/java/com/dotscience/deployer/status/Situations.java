package com.dotscience.deployer.status;

import com.dotscience.api.CanaryId;
import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.apply.FailedChanges;
import com.dotscience.deployer.apply.Rewrites;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.plan.CanaryRoute;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import com.dotscience.deployer.reconcile.OpenChanges;
import com.dotscience.deployer.reconcile.Reconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gathers what is known of one model deployment: what is wanted, what exists, and what failed. It remembers since when
 * containers have been running and why they did not start, because Kubernetes does not keep these for long. Safe for use by
 * many threads.
 */
final class Situations {

    private final GuardedDesiredState desired;
    private final ObservedState observed;
    private final Supplier<Optional<String>> identity;
    private final Reconciler reconciler;
    private final FailedChanges failures;
    private final Rewrites rewrites;
    private final Duration settling;
    private final Clock clock;
    private final FirstSeen firstSeen = new FirstSeen();
    private final Reasons reasons = new Reasons();

    /**
     * Starts with nothing remembered.
     *
     * @param settling how long a container has to run before the deployer believes that it stays up
     */
    Situations(
            GuardedDesiredState desired,
            ObservedState observed,
            Supplier<Optional<String>> identity,
            Reconciler reconciler,
            FailedChanges failures,
            Rewrites rewrites,
            Duration settling,
            Clock clock) {
        this.desired = desired;
        this.observed = observed;
        this.identity = identity;
        this.reconciler = reconciler;
        this.failures = failures;
        this.rewrites = rewrites;
        this.settling = settling;
        this.clock = clock;
    }

    /**
     * Returns the situation of a model deployment; empty if it is not wanted and nothing of it is left.
     *
     * @param last the report on it that the Gateway was last sent; null if there is none
     */
    Optional<Situation> of(String id, UpdateDeploymentRequest last) {
        return desired.wanted(id)
                .map(wanted -> wanted(wanted, own(id)))
                .or(() -> leaving(id))
                .or(() -> podsLeft(id, last));
    }

    /** Says whether the cluster has an object that belongs to this model deployment. */
    boolean hasObjects(String id) {
        return !own(id).isEmpty();
    }

    /** Returns how often a reason not to start appeared again on containers of this model deployment. */
    long times(String id) {
        return reasons.times(id);
    }

    /** Forgets what is remembered of an id that is gone. */
    void forget(String id) {
        firstSeen.forget(id);
        reasons.forget(id);
    }

    private Situation wanted(Deployment wanted, List<HasMetadata> own) {
        String id = wanted.getId();
        List<Pod> pods = reasons.complete(id, pods(own));
        OpenChanges open = reconciler.open(id);
        return new Situation(
                wanted,
                own,
                open.kinds(),
                failures.of(id),
                pods,
                Optional.empty(),
                uptimes(id, own, pods),
                own.stream().flatMap(way -> observed.rivals(way).stream()).toList(),
                rewrites.of(id, open.changes()),
                CanaryRoute.isWayTo(wanted) ? CanaryRoute.leading(own(CanaryId.stable(id)), own) : List.of());
    }

    /** Returns the situation of a model deployment that is not wanted any more, as long as it has objects. */
    private Optional<Situation> leaving(String id) {
        List<HasMetadata> own = own(id);
        return desired.leaving(id).filter(why -> !own.isEmpty()).map(why -> {
            String name = own.get(0).getMetadata().getAnnotations().getOrDefault(ClusterContract.NAME_ANNOTATION, "");
            List<Pod> pods = pods(own);
            return new Situation(
                    Deployment.newBuilder().setId(id).setName(name).build(),
                    own,
                    own.stream().map(Kind::of).collect(Collectors.toSet()),
                    failures.of(id),
                    pods,
                    Optional.of(why),
                    uptimes(id, own, pods),
                    List.of());
        });
    }

    /**
     * Returns the situation of a removed model deployment that has pods but no objects any more, if the Gateway knows of it.
     */
    private Optional<Situation> podsLeft(String id, UpdateDeploymentRequest last) {
        if (desired.wanted(id).isPresent() || last == null && !desired.isRemoved(id)) {
            return Optional.empty();
        }
        return Optional.of(observed.pods().orphansOf(id))
                .filter(pods -> !pods.isEmpty() && own(id).isEmpty())
                .map(pods -> new Situation(
                        Deployment.newBuilder()
                                .setId(id)
                                .setName(last == null ? "" : last.getName())
                                .build(),
                        List.of(),
                        Set.of(),
                        List.of(),
                        pods,
                        Optional.of("No longer wanted"),
                        uptimes(id, List.of(), pods),
                        List.of()));
    }

    private Uptimes uptimes(String id, List<HasMetadata> own, List<Pod> pods) {
        Instant now = clock.instant();
        List<ReportedRun> runs = Stream.concat(
                        pods.stream().flatMap(ReportedRun::of),
                        deployments(own).flatMap(deployment -> Settling.rollout(deployment).stream()))
                .toList();
        return new Uptimes(now, settling, firstSeen.look(id, runs, now));
    }

    private List<Pod> pods(List<HasMetadata> own) {
        return deployments(own)
                .flatMap(deployment -> observed.pods().of(deployment).stream())
                .toList();
    }

    private static Stream<io.fabric8.kubernetes.api.model.apps.Deployment> deployments(List<HasMetadata> own) {
        return own.stream()
                .filter(io.fabric8.kubernetes.api.model.apps.Deployment.class::isInstance)
                .map(io.fabric8.kubernetes.api.model.apps.Deployment.class::cast);
    }

    private List<HasMetadata> own(String id) {
        Ownership owner = new Ownership(identity.get().orElseThrow(), id);
        return observed.of(id, null, null).of(owner);
    }
}
