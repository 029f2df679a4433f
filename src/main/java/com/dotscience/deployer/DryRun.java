package com.dotscience.deployer;

import com.dotscience.deployer.apply.FailedChanges;
import com.dotscience.deployer.cluster.ClusterComponent;
import com.dotscience.deployer.gateway.GatewayClient;
import com.dotscience.deployer.plan.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Waits until a deployer knows what is wanted and what is there, and finds out what it would do. */
record DryRun(
        Optional<GatewayClient> gateway, ClusterComponent cluster, ReconcileWiring reconcile, FailedChanges failures) {

    /** The settings of a deployer that does nothing. Its management port is any free one, so that another deployer may run beside it. */
    static final Map<String, String> SETTINGS = Map.of(
            "deployer.routes", "classpath:routes/dry-run/*.yaml",
            "deployer.routes.folder", "",
            "deployer.lease", LeaderWiring.IDLE,
            "deployer.health.host", "127.0.0.1",
            "deployer.health.port", "0");

    /** How long it waits until all is known. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final long LOOK_AGAIN_MILLIS = 50;

    /** @throws UnknownStateException if something is not known in time */
    Preview preview() throws InterruptedException {
        long begun = System.nanoTime();
        while (!known()) {
            if (System.nanoTime() - begun > LONGEST.toNanos()) {
                throw new UnknownStateException(whatIsMissing());
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        // Only a plan shows which optional kinds are asked for; it is made again when their objects are known.
        reconcile.reconciler().all().forEach(reconcile.reconciler()::plan);
        while (cluster.observed().isLooking() && System.nanoTime() - begun < LONGEST.toNanos()) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        List<Change> changes = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (String id : new TreeSet<>(reconcile.reconciler().all())) {
            reconcile.reconciler().plan(id).stream()
                    .sorted(Comparator.comparing(Change::kind))
                    .forEach(changes::add);
            failures.of(id).forEach(failure -> troubles.add("Model deployment " + id + ": " + failure.message()));
        }
        new TreeSet<>(reconcile.desired().held())
                .forEach(id -> troubles.add("Model deployment " + id + ": "
                        + reconcile.desired().leaving(id).orElse("its deletion is held")));
        return new Preview(changes, troubles);
    }

    private boolean known() {
        return reconcile.identity().get().isPresent()
                && reconcile.desired().isComplete()
                && cluster.observed().synced();
    }

    private String whatIsMissing() {
        if (!cluster.observed().synced()) {
            return "What is in the cluster did not get known within " + LONGEST.toSeconds() + " s: "
                    + cluster.trouble().orElse("the API server has not answered yet");
        }
        return "What is wanted did not get known within " + LONGEST.toSeconds() + " s: "
                + gateway.map(client -> client.state().lastError().orElse("the Gateway has sent no list"))
                        .orElse("the resources ModelDeployment cannot be read");
    }

    /** Something is not known in time; the message says what, and why. */
    static final class UnknownStateException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnknownStateException(String message) {
            super(message);
        }
    }
}
