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
import java.util.function.UnaryOperator;

/**
 * Decides which reports go to a receiver, which is the Gateway if nothing else is said: the health of a model deployment is
 * reported whenever it differs from what was last sent.
 */
public final class Reports implements PlanListener, OutcomeListener, ReportListener {

    /** A report waits this long for planned changes, because their outcome would need another report. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A report waits this long after a pod has changed, because pods seldom change alone. */
    private static final Duration SETTLING_PODS = Duration.ofMillis(250);

    private final Receiver receiver;
    private final GuardedDesiredState desired;
    private final ObservedState observed;
    private final Supplier<Optional<String>> identity;
    private final Reconciler reconciler;
    private final IngressUrl ingressUrl;
    private final UnaryOperator<UpdateDeploymentRequest> addition;
    private final Duration refusedRetry;
    private final Clock clock;
    private final Situations situations;
    private final WorkQueue<String> changed;
    private final Map<String, UpdateDeploymentRequest> sent = new ConcurrentHashMap<>();

    /**
     * Starts with nothing reported.
     *
     * @param addition adds to a report what others know; {@link #podsChanged} says that it is something else now
     * @param settling how long a container has to run before the deployer believes that it stays up
     * @param refusedRetry how long after the Gateway refused a report it is sent again; without this it might never be, since
     *     nothing else may change
     */
    public Reports(
            Receiver receiver,
            GuardedDesiredState desired,
            ObservedState observed,
            Supplier<Optional<String>> identity,
            Reconciler reconciler,
            FailedChanges failures,
            Rewrites rewrites,
            IngressUrl ingressUrl,
            UnaryOperator<UpdateDeploymentRequest> addition,
            Duration settling,
            Duration refusedRetry,
            Clock clock) {
        this.receiver = receiver;
        this.changed = new WorkQueue<>(clock);
        this.situations = new Situations(desired, observed, identity, reconciler, failures, rewrites, settling, clock);
        this.desired = desired;
        this.observed = observed;
        this.identity = identity;
        this.reconciler = reconciler;
        this.ingressUrl = ingressUrl;
        this.addition = addition;
        this.refusedRetry = refusedRetry;
        this.clock = clock;
    }

    /** Notes that pods of this id have changed, so that a report may be due. */
    public void podsChanged(String id) {
        changed.addAfter(id, SETTLING_PODS);
    }

    /**
     * Delays the report on an id while changes to it are planned: they are made soon, and the report then includes their
     * outcome.
     */
    @Override
    public void planned(String id, List<Change> changes) {
        changed.addAfter(id, changes.isEmpty() ? Duration.ZERO : PATIENCE);
    }

    /**
     * Reports at once when a write fails or does not stay as it was written. Any other success needs no report of its own,
     * because the changed object arrives as an event of the cluster.
     */
    @Override
    public void completed(Outcome outcome, Duration lasted) {
        if (outcome.result() == Result.FAILED || !outcome.rewritten().isEmpty()) {
            changed(outcome.change().id());
        }
    }

    /**
     * Returns the reports that are due: one for each id that has changed since the last call, if there is something new to say.
     * An id that has changed several times meanwhile is reported once.
     */
    public List<UpdateDeploymentRequest> due() {
        Set<String> awaited = desired.takeAwaited(receiver::hears);
        List<String> next = changed.get(Integer.MAX_VALUE);
        next.forEach(changed::done);
        Set<String> due = new HashSet<>(next);
        due.addAll(awaited);
        return due.stream()
                .filter(receiver::hears)
                .flatMap(id -> next(id, awaited.contains(id)).stream())
                .toList();
    }

    @Override
    public void sent(UpdateDeploymentRequest report) {
        if (!report.getGone()) {
            sent.put(report.getId(), report);
        }
    }

    /**
     * Sends a refused report again later. A report about a removal counts as sent instead: a Gateway that has forgotten the
     * model deployment has no need to hear of it.
     */
    @Override
    public void refused(UpdateDeploymentRequest report) {
        if (isOfRemoval(report)) {
            sent(report);
        } else {
            changed.addAfter(report.getId(), refusedRetry);
        }
    }

    /**
     * Says whether a report is about a removal: the Gateway may have forgotten such a model deployment already, since nobody
     * wants it any more.
     */
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

    /**
     * Returns the next report on an id; empty if there is nothing new to say.
     *
     * @param awaited whether the Gateway waits to hear that the model deployment is gone
     */
    private Optional<UpdateDeploymentRequest> next(String id, boolean awaited) {
        if (identity.get().isEmpty() || !observed.synced()) {
            return Optional.empty();
        }
        Optional<UpdateDeploymentRequest> report = receiver.conflict(id).or(() -> report(id));
        if (report.isPresent() && !isGoneButForPods(id)) {
            return report.filter(current -> !current.equals(sent.get(id)));
        }
        return situations.hasObjects(id) ? Optional.empty() : gone(id, awaited);
    }

    private boolean isGoneButForPods(String id) {
        return !receiver.waitsForPods() && desired.isRemoved(id) && !situations.hasObjects(id);
    }

    /**
     * Returns the last report on a model deployment that is gone, if the Gateway was told of the removal or waits to hear of
     * it.
     */
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
            // No event marks the moment at which a container has run for long enough, so the id is looked at again
            // then.
            situation.nextLook().ifPresent(at -> changed.addAfter(id, Duration.between(clock.instant(), at)));
            UpdateDeploymentRequest health = LeftDespiteLimits.addTo(
                    withTimes(HealthReport.report(situation, ingressUrl)), reconciler.leftDespiteLimits(id));
            return addition.apply(HeldByOwner.addTo(
                    health, reconciler.held(), !situation.pending().isEmpty()));
        });
    }

    /** Adds how often the cause has appeared. A report without a cause is news each time, so there is nothing to count. */
    private UpdateDeploymentRequest withTimes(UpdateDeploymentRequest report) {
        return report.getCause().isEmpty()
                ? report
                : report.toBuilder().setTimes(situations.times(report.getId())).build();
    }
}
