package com.dotscience.deployer;

import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.apply.Outcomes;
import com.dotscience.deployer.cluster.KubernetesClients;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.desired.DesiredState;
import com.dotscience.deployer.leader.Leadership;
import com.dotscience.deployer.manifest.ServedNamespaces;
import com.dotscience.deployer.plan.DeletionGuard;
import com.dotscience.deployer.plan.Planner;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import com.dotscience.deployer.reconcile.IdentityInUse;
import com.dotscience.deployer.reconcile.Reconciler;
import com.dotscience.deployer.reconcile.UpdateSteps;
import com.dotscience.deployer.reconcile.WriteHold;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.main.Main;

/** What is wanted is compared with what is there, and what came of each change goes back to where the next plan reads it. */
final class ReconcileWiring {

    /** Where the ids go that are to be planned. */
    static final String QUEUE = "work:reconcile";

    private final WriteHold hold;
    private final IdentityInUse identity;
    private final GuardedDesiredState desired;
    private final Reconciler reconciler;
    private final Outcomes outcomes;

    ReconcileWiring(
            Settings settings,
            Sources sources,
            DesiredState state,
            IdentityInUse identity,
            Leadership leadership,
            ClusterWiring cluster,
            ApplyWiring apply,
            EventsWiring events,
            RoutesWiring routes,
            CamelWiring camel,
            Clock clock) {
        ObservedState observed = cluster.observed();
        this.hold = new WriteHold(observed::hold, routes.routes()::hold, leadership::standingBy, clock);
        this.identity = identity;
        List<String> namespaces = settings.namespaces("deployer.namespaces");
        this.desired = new GuardedDesiredState(state, observed, identity, sources.names(), policy(settings), clock);
        leadership.handOver(desired::decisions, desired::inherit);
        this.reconciler = new Reconciler(
                desired,
                observed,
                identity,
                new ServedNamespaces(namespaces),
                settings.limits(KubernetesClients.ownNamespace(), namespaces),
                new Planner(),
                apply.failures(),
                apply.rewrites(),
                apply.fieldManagers()::ask,
                hold,
                conflict -> {
                    if (leadership.standingBy().isEmpty()) {
                        events.recorder().accept(conflict);
                    }
                });
        this.outcomes = new Outcomes(observed, apply.failures(), apply.rewrites(), reconciler::rewritten);
        Main main = camel.main();
        main.bind("modelDeployments", new UpdateSteps(state::position));
        main.bind("desired", desired);
        main.bind("reconciler", reconciler);
        main.bind("outcomes", outcomes);
    }

    /** A change that was planned on another state than there is was not made: its model deployment is planned again. */
    void planAgainWhatMetAnotherState(CamelWiring camel) {
        Consumer<String> planAgain = camel.sendTo(QUEUE);
        outcomes.addListener((outcome, lasted) -> {
            if (outcome.result() == Result.ANEW) {
                planAgain.accept(outcome.change().id());
            }
        });
    }

    IdentityInUse identity() {
        return identity;
    }

    WriteHold hold() {
        return hold;
    }

    GuardedDesiredState desired() {
        return desired;
    }

    Reconciler reconciler() {
        return reconciler;
    }

    Outcomes outcomes() {
        return outcomes;
    }

    private static DeletionGuard.Policy policy(Settings settings) {
        return new DeletionGuard.Policy(
                settings.number("deployer.prune.max-percent", 0, 100),
                settings.number("deployer.prune.min-count", 0, Integer.MAX_VALUE),
                settings.duration("deployer.prune.grace"),
                settings.duration("deployer.prune.delay"),
                settings.choice("deployer.prune.confirmed", "delete", "hold").equals("hold"));
    }
}
