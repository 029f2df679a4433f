package com.dotscience.deployer.status;

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
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import com.dotscience.deployer.reconcile.PlanListener;
import com.dotscience.deployer.reconcile.Reconciler;
import com.dotscience.deployer.work.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

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
    private final IngressUrl ingressUrl;
    private final Duration refusedRetry;
    private final Clock clock;
    private final Situations situations;
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
        this.changed = new WorkQueue<>(clock);
        this.situations = new Situations(desired, observed, identity, reconciler, failures, rewrites, settling, clock);
        this.desired = desired;
        this.observed = observed;
        this.identity = identity;
        this.reconciler = reconciler;
        this.ingressUrl = ingressUrl;
        this.refusedRetry = refusedRetry;
        this.clock = clock;
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
        return situations.hasObjects(id) ? Optional.empty() : gone(id, awaited);
    }

    /** The last report on it, where the Gateway was told of the removal or waits for it. */
    private Optional<UpdateDeploymentRequest> gone(String id, boolean awaited) {
        situations.forget(id);
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
        return situations.of(id, sent.get(id)).map(situation -> {
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
                : report.toBuilder().setTimes(situations.times(report.getId())).build();
    }
}
