package com.dotscience.deployer;

import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.canary.CanaryAnswers;
import com.dotscience.deployer.leader.Leadership;
import com.dotscience.deployer.status.Receiver;
import com.dotscience.deployer.status.ReportSteps;
import com.dotscience.deployer.status.Reports;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** What is reported of each model deployment, whenever something happens that may change it. */
final class StatusWiring {

    StatusWiring(
            Settings settings,
            GatewayWiring gateway,
            ClusterWiring cluster,
            ApplyWiring apply,
            ReconcileWiring reconcile,
            Leadership leadership,
            CamelWiring camel,
            Clock clock) {
        CanaryAnswers answers = new CanaryAnswers(reconcile.desired(), cluster.observed());
        camel.main().bind("canaryAnswers", answers);
        Reports reports = reports(
                Receiver.gateway(reconcile.desired()), answers::addTo, settings, cluster, apply, reconcile, clock);
        answers.addListener(reports::podsChanged);
        listen(reports, cluster, reconcile);
        camel.main().bind("reports", new ReportSteps(reports));
        gateway.client().ifPresent(client -> client.addListener(reports));
        leadership.onTakeOver(reports::connected);
    }

    /** Lets reports hear of everything but of what became of them. */
    static void listen(Reports reports, ClusterWiring cluster, ReconcileWiring reconcile) {
        cluster.component().onPodsChanged(reports::podsChanged);
        reconcile.reconciler().addListener(reports);
        reconcile.outcomes().addListener(reports);
    }

    /**
     * Returns reports that hear of nothing yet.
     *
     * @param addition adds to a report what others know
     */
    static Reports reports(
            Receiver receiver,
            UnaryOperator<UpdateDeploymentRequest> addition,
            Settings settings,
            ClusterWiring cluster,
            ApplyWiring apply,
            ReconcileWiring reconcile,
            Clock clock) {
        return new Reports(
                receiver,
                reconcile.desired(),
                cluster.observed(),
                reconcile.identity(),
                reconcile.reconciler(),
                apply.failures(),
                apply.rewrites(),
                settings.ingressUrl("deployer.ingress.url"),
                addition,
                settings.duration("deployer.status.settling"),
                settings.duration("deployer.poll.interval"),
                clock);
    }
}
