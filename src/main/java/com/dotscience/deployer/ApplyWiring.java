package com.dotscience.deployer;

import com.dotscience.deployer.apply.DeploymentHeaders;
import com.dotscience.deployer.apply.FailedChanges;
import com.dotscience.deployer.apply.FieldManagers;
import com.dotscience.deployer.apply.KubernetesObjectsComponent;
import com.dotscience.deployer.apply.Rewrites;
import com.dotscience.deployer.retry.Backoff;
import java.time.Clock;
import org.apache.camel.main.Main;

/** How a change is written, and what is known of those that failed or did not stick. */
final class ApplyWiring implements AutoCloseable {

    private final FailedChanges failures;
    private final Rewrites rewrites;
    private final FieldManagers fieldManagers;

    ApplyWiring(Settings settings, ClusterWiring cluster, CamelWiring camel, Clock clock, Clock steady) {
        Backoff backoff = new Backoff(
                settings.duration("deployer.retry.first"), settings.duration("deployer.retry.longest"), Math::random);
        this.failures = new FailedChanges(backoff, settings.duration("deployer.retry.transient"), clock, steady);
        this.rewrites = new Rewrites(backoff, steady);
        this.fieldManagers = new FieldManagers(cluster.client(), rewrites, camel.sendTo(ReconcileWiring.QUEUE));
        KubernetesObjectsComponent objects = new KubernetesObjectsComponent();
        objects.setKubernetesClient(cluster.client());
        Main main = camel.main();
        main.bind("kubernetes-objects", objects);
        main.bind("deploymentHeaders", new DeploymentHeaders());
        main.bind("failures", failures);
    }

    FailedChanges failures() {
        return failures;
    }

    Rewrites rewrites() {
        return rewrites;
    }

    FieldManagers fieldManagers() {
        return fieldManagers;
    }

    @Override
    public void close() {
        fieldManagers.close();
    }
}
