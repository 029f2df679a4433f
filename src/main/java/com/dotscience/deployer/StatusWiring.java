package com.dotscience.deployer;

import com.dotscience.deployer.status.ReportSteps;
import com.dotscience.deployer.status.Reports;
import java.time.Clock;

/** What is reported of each model deployment, whenever something happens that may change it. */
final class StatusWiring {

    StatusWiring(
            Settings settings,
            GatewayWiring gateway,
            ClusterWiring cluster,
            ApplyWiring apply,
            ReconcileWiring reconcile,
            CamelWiring camel,
            Clock clock) {
        Reports reports = new Reports(
                reconcile.desired(),
                cluster.observed(),
                reconcile.identity(),
                reconcile.reconciler(),
                apply.failures(),
                apply.rewrites(),
                settings.ingressUrl("deployer.ingress.url"),
                settings.duration("deployer.status.settling"),
                settings.duration("deployer.poll.interval"),
                clock);
        camel.main().bind("reports", new ReportSteps(reports));
        cluster.component().onPodsChanged(reports::podsChanged);
        gateway.client().addListener(reports);
        reconcile.reconciler().addListener(reports);
        reconcile.outcomes().addListener(reports);
    }
}
