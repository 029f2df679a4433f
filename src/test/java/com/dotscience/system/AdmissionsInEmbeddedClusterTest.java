package com.dotscience.system;

import com.dotscience.deployer.plan.Kind;
import com.dotscience.system.RewrittenFleet.When;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.SimulatedRollouts;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where nothing is refused, and not as much can be asked at a time as of a real API server. */
@Embedded
class AdmissionsInEmbeddedClusterTest extends AdmissionsTest {

    private final List<Write> writes = new CopyOnWriteArrayList<>();

    @Override
    TestCluster start(RewrittenFleet admission, Path folder) {
        EmbeddedCluster cluster = EmbeddedCluster.start();
        SimulatedRollouts rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(100));
        cluster.admit((by, operation, object) -> {
            if (by.startsWith("ds-deployer")) {
                note(object);
            }
            admission.review(by, operation, object);
        });
        return new TestCluster(cluster.client(), cluster.kubeconfig(), "models", () -> {
            rollouts.close();
            cluster.close();
        });
    }

    @Override
    List<Rewriting> rewritings() {
        return Rewriting.all().stream().filter(Rewriting::isPossible).toList();
    }

    @Override
    List<When> times() {
        return List.of(When.AT_CREATE, When.AT_PATCH);
    }

    @Override
    List<Write> writes() {
        return writes;
    }

    private void note(ObjectNode object) {
        Arrays.stream(Kind.values())
                .filter(kind -> object.path("kind").asText().equals(kind.toString()))
                .map(kind ->
                        new Write(kind, object.path("metadata").path("name").asText(), Instant.now(), "admitted"))
                .forEach(writes::add);
    }
}
