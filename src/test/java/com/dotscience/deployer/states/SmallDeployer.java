package com.dotscience.deployer.states;

import com.dotscience.api.ClusterContract;
import com.dotscience.deployer.apply.FailedChanges;
import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.apply.Outcomes;
import com.dotscience.deployer.apply.Rewrites;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.cluster.ObservedStates;
import com.dotscience.deployer.cluster.WriteGate;
import com.dotscience.deployer.cluster.informer.InformerListener;
import com.dotscience.deployer.cluster.informer.OwnerMetadata;
import com.dotscience.deployer.desired.DesiredState;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.gateway.IdentityHints;
import com.dotscience.deployer.leader.ElectedByHand;
import com.dotscience.deployer.manifest.ServedNamespaces;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.DeletionGuard;
import com.dotscience.deployer.plan.Hold;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.plan.Planner;
import com.dotscience.deployer.plan.limits.Limits;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import com.dotscience.deployer.reconcile.IdentityInUse;
import com.dotscience.deployer.reconcile.Reconciler;
import com.dotscience.deployer.reconcile.WriteHold;
import com.dotscience.deployer.retry.Backoff;
import com.dotscience.deployer.work.WorkQueue;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * One deployer of the product's own parts, wired as {@code ReconcileWiring} and the routes do, without threads: it works when it is told
 * to, until nothing waits.
 */
final class SmallDeployer {

    /** By the token's md5, as with every deployer. */
    static final String IDENTITY = "us";

    private static final IdentityHints HINTS = new IdentityHints(IDENTITY, Optional.empty());
    private static final DeletionGuard.Policy POLICY =
            new DeletionGuard.Policy(50, 2, Duration.ofMinutes(60), Duration.ZERO, false);

    /** Whoever sends its changes to the API server. */
    interface Requests {

        /** Sends one, and hands over what came of it. */
        void send(SmallDeployer by, Change change);

        /** Comes to pass after each. */
        void watch(SmallDeployer by);
    }

    final ShownObjects shown = new ShownObjects();
    final ObservedState observed;
    final DesiredState state = new DesiredState();
    final GuardedDesiredState desired;
    final FailedChanges failures;
    final Rewrites rewrites;
    final Reconciler reconciler;
    final Outcomes outcomes;
    final WriteHold hold;
    final ElectedByHand candidate;
    final WorkQueue<String> queue;
    final WriteGate gate = new WriteGate();
    final String name;
    private final Exchange exchange;
    private final Memory memory;
    private final Object[] fresh;

    /** Whether the Gateway was reached. */
    private boolean connected;

    SmallDeployer(String name, Clock clock, Supplier<Optional<Hold>> held) {
        this.name = name;
        this.queue = new WorkQueue<>(clock);
        this.observed = ObservedStates.of(shown.informers(new Changed(), clock));
        IdentityInUse identity = new IdentityInUse(
                () -> connected ? Optional.of(HINTS) : Optional.empty(), Optional::empty, Set.of(), state, observed);
        this.desired = new GuardedDesiredState(state, observed, identity, Set.of(Update.GATEWAY), POLICY, clock);
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0);
        this.failures = new FailedChanges(backoff, Duration.ofSeconds(10), clock, clock);
        this.rewrites = new Rewrites(backoff, clock);
        this.candidate = new ElectedByHand(name, clock);
        this.hold = new WriteHold(held, Optional::empty, candidate::standingBy, clock);
        gate.closeWhile(hold);
        this.reconciler = new Reconciler(
                desired,
                observed,
                identity,
                new ServedNamespaces(List.of()),
                Limits.of(setting -> setting.equals("deployer.allowed.ids") ? "a,b" : "", "own", List.of()),
                new Planner(),
                failures,
                rewrites,
                change -> {},
                hold,
                conflict -> {});
        this.outcomes = new Outcomes(observed, failures, rewrites, reconciler::rewritten);
        outcomes.addListener((outcome, lasted) -> {
            if (outcome.result() == Outcome.Result.ANEW) {
                queue.add(outcome.change().id());
            }
        });
        this.exchange = exchangeAt(clock);
        this.memory = new Memory(
                desired, identity, reconciler, failures, rewrites, hold, outcomes, observed, queue, candidate, this);
        this.fresh = memory.capture();
    }

    private static Exchange exchangeAt(Clock clock) {
        Object since = Proxy.newProxyInstance(
                SmallDeployer.class.getClassLoader(),
                new Class<?>[] {org.apache.camel.clock.Clock.class},
                (self, method, arguments) -> 0L);
        return (Exchange) Proxy.newProxyInstance(
                SmallDeployer.class.getClassLoader(),
                new Class<?>[] {Exchange.class},
                (self, method, arguments) -> method.getName().equals("getClock") ? since : null);
    }

    Object[] capture() {
        return memory.capture();
    }

    void restore(Object[] captured) {
        memory.restore(captured);
    }

    void describe(Object[] captured, Canonical into) {
        memory.describe(captured, into);
    }

    /**
     * Begins as a process that knows nothing.
     *
     * @param former the number of the process before it
     */
    void begin(int former) {
        memory.restore(fresh);
        shown.load(Map.of(), "");
        candidate.begin(former);
    }

    /** Says that the informers have shown all there is. */
    void synced() {
        if (!observed.synced()) {
            ObservedStates.becomeSynced(observed);
            reconciler.all().forEach(queue::add);
        }
    }

    /** Takes news from the Gateway, as the route {@code desired-state} does; returns the ids that it plans because of them. */
    Set<String> hear(List<Update> news) {
        connected = true;
        Set<String> changed = desired.apply(news, null);
        changed.forEach(id -> {
            failures.forget(id);
            queue.add(id);
        });
        return changed;
    }

    /** Does what the timers do: what is due again, and everything from memory. */
    void timers() {
        Stream.concat(reconciler.due().stream(), reconciler.all().stream()).forEach(queue::add);
    }

    /**
     * Works until nothing waits.
     *
     * @return whether it came to an end within so many plans
     */
    boolean work(Requests requests, int most) {
        for (int plans = 0; plans < most; plans++) {
            Optional<String> id = queue.get();
            if (id.isEmpty()) {
                return true;
            }
            for (Change change : reconciler.plan(id.get())) {
                requests.send(this, change);
            }
            queue.done(id.get());
            requests.watch(this);
        }
        return false;
    }

    void outcome(Change change, HasMetadata answer, Exception error) {
        outcomes.handle(change, answer, error, exchange);
    }

    /** Returns whether an object would be shown by the watch: it has the deployers' label. */
    static boolean isWatched(HasMetadata object) {
        return OwnerMetadata.isLabelled(object);
    }

    static String idOf(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(ClusterContract.ID, "");
    }

    private final class Changed implements InformerListener {

        @Override
        public void objectChanged(HasMetadata before, HasMetadata after) {
            Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
                    .flatMap(object -> object.flatMap(OwnerMetadata::id).stream())
                    .distinct()
                    .forEach(queue::add);
        }

        @Override
        public void kindsChanged() {}

        @Override
        public void autoscalerChanged(ObjectKey deployment) {}

        @Override
        public void podsChanged(ObjectKey deployment, Optional<String> ending) {}
    }
}
