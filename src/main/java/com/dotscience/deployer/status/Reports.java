package com.dotscience.deployer.status;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.api.IngressUrl;
import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.apply.FailedChanges;
import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.apply.OutcomeListener;
import com.dotscience.deployer.apply.Rewrites;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.gateway.ReportListener;
import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import com.dotscience.deployer.reconcile.PlanListener;
import com.dotscience.deployer.reconcile.Reconciler;
import com.dotscience.deployer.work.WorkQueue;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what is reported to the Gateway: how a model deployment is, whenever that differs from what was last sent. */
public final class Reports implements PlanListener, OutcomeListener, ReportListener {

    /** How long a report waits for planned changes, whose outcome would need another report. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How long a report waits after a pod changed, because pods seldom change alone. */
    private static final Duration SETTLING_PODS = Duration.ofMillis(250);

    private final GuardedDesiredState desired;
    private final ObservedState observed;
    private final Supplier<Optional<String>> identity;
    private final Reconciler reconciler;
    private final FailedChanges failures;
    private final Rewrites rewrites;
    private final IngressUrl ingressUrl;
    private final Duration settling;
    private final Duration refusedRetry;
    private final Clock clock;
    private final FirstSeen sightings = new FirstSeen();
    private final Reasons reasons = new Reasons();
    private final WorkQueue<String> changed;
    private final Map<String, UpdateDeploymentRequest> sent = new ConcurrentHashMap<>();

    /**
     * @param settling how long something has to run before it is believed that it stays up
     * @param refusedRetry after how long a report that the Gateway refused is tried again: nothing else may ever change to say it
     */
    public Reports(
            GuardedDesiredState desired,
            ObservedState observed,
            Supplier<Optional<String>> identity,
            Reconciler reconciler,
            FailedChanges failures,
            Rewrites rewrites,
            IngressUrl ingressUrl,
            Duration settling,
            Duration refusedRetry,
            Clock clock) {
        this.desired = desired;
        this.observed = observed;
        this.identity = identity;
        this.reconciler = reconciler;
        this.failures = failures;
        this.rewrites = rewrites;
        this.ingressUrl = ingressUrl;
        this.settling = settling;
        this.refusedRetry = refusedRetry;
        this.clock = clock;
        this.changed = new WorkQueue<>(clock);
    }

    /** Takes note that pods of this id have changed. */
    public void podsChanged(String id) {
        changed.addAfter(id, SETTLING_PODS);
    }

    /** If changes are planned, they are soon made, and their outcome is to be reported as well. */
    @Override
    public void planned(String id, List<Change> changes) {
        changed.addAfter(id, changes.isEmpty() ? Duration.ZERO : PATIENCE);
    }

    /** Only failures are reported at once: a successful change shows in the cluster's own events. */
    @Override
    public void completed(Outcome outcome, Duration lasted) {
        if (outcome.result() == Result.FAILED || !outcome.rewritten().isEmpty()) {
            changed(outcome.change().id());
        }
    }

    /**
     * The reports that are due: one for each id that changed since the last time, where there is something new to say.
     * However often an id changed meanwhile, it is reported once.
     */
    public List<UpdateDeploymentRequest> due() {
        Set<String> awaited = desired.takeAwaited();
        List<String> next = changed.get(Integer.MAX_VALUE);
        next.forEach(changed::done);
        Set<String> due = new HashSet<>(next);
        due.addAll(awaited);
        return due.stream()
                .flatMap(id -> next(id, awaited.contains(id)).stream())
                .toList();
    }

    @Override
    public void sent(UpdateDeploymentRequest report) {
        if (!report.getGone()) {
            sent.put(report.getId(), report);
        }
    }

    /** A Gateway that has forgotten what is being removed has no need to hear of it. */
    @Override
    public void refused(UpdateDeploymentRequest report) {
        if (isOfRemoval(report)) {
            sent(report);
        } else {
            changed.addAfter(report.getId(), refusedRetry);
        }
    }

    /** Whether it is about what the Gateway may have forgotten already, since nobody wants it any more. */
    static boolean isOfRemoval(UpdateDeploymentRequest report) {
        return report.getPhase() == Phase.PHASE_REMOVING || report.getGone();
    }

    /** Reports everything again, because the Gateway may have lost what it was sent. */
    @Override
    public void connected() {
        sent.keySet().forEach(this::changed);
        sent.clear();
        desired.ids().forEach(this::changed);
    }

    private void changed(String id) {
        changed.addAfter(id, Duration.ZERO);
    }

    /** @param awaited whether the Gateway waits to hear that it is gone */
    private Optional<UpdateDeploymentRequest> next(String id, boolean awaited) {
        if (identity.get().isEmpty() || !observed.synced()) {
            return Optional.empty();
        }
        Optional<UpdateDeploymentRequest> report = report(id);
        if (report.isPresent()) {
            return report.filter(current -> !current.equals(sent.get(id)));
        }
        return own(id).isEmpty() ? gone(id, awaited) : Optional.empty();
    }

    /** The last report on it, where the Gateway was told of the removal or waits for it. */
    private Optional<UpdateDeploymentRequest> gone(String id, boolean awaited) {
        sightings.forget(id);
        reasons.forget(id);
        UpdateDeploymentRequest last = sent.remove(id);
        if (!awaited && (last == null || last.getPhase() != Phase.PHASE_REMOVING)) {
            return Optional.empty();
        }
        return Optional.of(UpdateDeploymentRequest.newBuilder()
                .setId(id)
                .setName(last == null ? "" : last.getName())
                .setGone(true)
                .build());
    }

    private Optional<UpdateDeploymentRequest> report(String id) {
        return desired.wanted(id)
                .map(wanted -> wanted(wanted, own(id)))
                .or(() -> leaving(id))
                .or(() -> podsLeft(id))
                .map(situation -> {
                    // What has to stay up is to be looked at again when it has, though nothing happens then.
                    situation.nextLook().ifPresent(at -> changed.addAfter(id, Duration.between(clock.instant(), at)));
                    UpdateDeploymentRequest health = LeftDespiteLimits.addTo(
                            withTimes(HealthReport.report(situation, ingressUrl)), reconciler.leftDespiteLimits(id));
                    return HeldByOwner.addTo(
                            health, reconciler.held(), !situation.pending().isEmpty());
                });
    }

    /** What has no cause is not seen again and again. */
    private UpdateDeploymentRequest withTimes(UpdateDeploymentRequest report) {
        return report.getCause().isEmpty()
                ? report
                : report.toBuilder().setTimes(reasons.times(report.getId())).build();
    }

    private Situation wanted(Deployment wanted, List<HasMetadata> own) {
        String id = wanted.getId();
        List<Pod> pods = reasons.complete(id, pods(own));
        return new Situation(
                wanted,
                own,
                reconciler.pending(id),
                failures.of(id),
                pods,
                Optional.empty(),
                uptimes(id, own, pods),
                own.stream()
                        .filter(Ingress.class::isInstance)
                        .flatMap(ingress -> observed.rivals((Ingress) ingress).stream())
                        .toList(),
                rewrites.of(id, reconciler.open(id)));
    }

    /** As long as its objects are there. */
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

    /** Its objects are gone, and it is one that the Gateway knows: as long as its pods are there. */
    private Optional<Situation> podsLeft(String id) {
        UpdateDeploymentRequest last = sent.get(id);
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
        List<Run> runs = Stream.concat(
                        pods.stream().flatMap(Run::of),
                        deployments(own).flatMap(deployment -> Settling.rollout(deployment).stream()))
                .toList();
        return new Uptimes(now, settling, sightings.look(id, runs, now));
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
