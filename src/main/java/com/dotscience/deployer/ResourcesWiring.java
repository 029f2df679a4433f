package com.dotscience.deployer;

import com.dotscience.deployer.cluster.informer.ResourceInformers;
import com.dotscience.deployer.desired.DesiredState;
import com.dotscience.deployer.leader.Leadership;
import com.dotscience.deployer.resources.KubernetesVersion;
import com.dotscience.deployer.resources.ModelResources;
import com.dotscience.deployer.resources.ResourceReports;
import com.dotscience.deployer.resources.ResourceWrites;
import com.dotscience.deployer.status.Receiver;
import com.dotscience.deployer.status.Reports;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.main.Main;

/** The resources in the cluster that ask for models, if the deployer is told to read them: what they ask for, and their status. */
final class ResourcesWiring {

    ResourcesWiring(
            Settings settings,
            ClusterWiring cluster,
            ApplyWiring apply,
            ReconcileWiring reconcile,
            Leadership leadership,
            DesiredState state,
            CamelWiring camel,
            Clock clock) {
        Optional<ResourceInformers> resources = cluster.component().resources();
        ResourceWrites writes = new ResourceWrites(cluster.client(), leadership::standingBy);
        Reports reports = StatusWiring.reports(
                Receiver.resources(reconcile.desired()),
                UnaryOperator.identity(),
                settings,
                cluster,
                apply,
                reconcile,
                clock);
        if (resources.isPresent()) {
            StatusWiring.listen(reports, cluster, reconcile);
            leadership.onTakeOver(reports::connected);
        }
        Supplier<String> version = new KubernetesVersion(
                () -> cluster.client().getKubernetesVersion().getGitVersion(), clock);
        Main main = camel.main();
        main.bind(
                "modelResources",
                new ModelResources(
                        resources, writes, reconcile.desired(), cluster.observed(), state::position, version));
        main.bind("resourceReports", new ResourceReports(reports, resources, writes, clock));
    }
}
