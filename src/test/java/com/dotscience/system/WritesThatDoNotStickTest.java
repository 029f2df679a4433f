package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.Report;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.PodFate;
import com.dotscience.testing.SimulatedRollouts;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R11, in a whole deployer. */
@Embedded
class WritesThatDoNotStickTest {

    private static final String THEIRS = "rewritten.example.com";

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final SimulatedRollouts rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(50), PodFate.ready());
    private Installation installation;

    @BeforeEach
    void install(@TempDir Path folder) {
        installation = new Installation(folder, cluster.kubeconfig());
        installation.startDeployer("demo", Map.of("deployer.poll.interval", "1h", "deployer.resync.interval", "1h"));
    }

    @AfterEach
    void uninstall() {
        installation.close();
        rollouts.close();
        cluster.close();
    }

    @Test
    void aRivalThatAnswersEachWriteIsAnsweredMoreAndMoreSeldom() {
        List<Long> writes = new CopyOnWriteArrayList<>();
        try (var rival =
                cluster.client().resources(Ingress.class).inNamespace("models").watch(new Rival(writes))) {
            Deployment wanted = installation.gateway().create("demo", model("models", "cats"));

            await().until(() -> writes.size() == 5);
            await().untilAsserted(() -> assertThat(report(wanted).getPhase()).isEqualTo(Phase.PHASE_DEGRADED));
            assertThat(report(wanted).getMessage())
                    .isEqualTo("Somebody changes what was written: Ingress spec.rules[cats.example.com].host: written"
                            + " cats.example.com, there is rewritten.example.com. It is set back more and more seldom:"
                            + " find out who does it, and stop them");
            assertThat(installation.known(wanted).getEventsList())
                    .extracting(Event::getPhase)
                    .doesNotContain(Phase.PHASE_READY);

            assertThat(Duration.ofNanos(writes.get(4) - writes.get(0)))
                    .as("what the shortest waits add up to")
                    .isGreaterThan(Duration.ofMillis(7_000));
            assertThat(ingress(wanted).getSpec().getRules()).hasSize(1);

            // What is wanted is another, and nobody waits.
            var other = wanted.toBuilder();
            other.getIngressBuilder().setHost("dogs.example.com");
            long asked = System.nanoTime();
            installation.gateway().update(other.build());
            await().until(() -> writes.size() == 6);
            assertThat(Duration.ofNanos(writes.get(5) - asked))
                    .as("less than the shortest wait that is due")
                    .isLessThan(Duration.ofMillis(7_500));
            assertThat(ingress(wanted).getSpec().getRules()).hasSize(1);
        }
    }

    private Report report(Deployment wanted) {
        return installation.known(wanted).getReport();
    }

    private Ingress ingress(Deployment wanted) {
        return cluster.client()
                .resources(Ingress.class)
                .inNamespace("models")
                .withName(SystemTest.objectName(wanted))
                .get();
    }

    /** Gives the Ingress another host whenever it has the one that was asked for. */
    private final class Rival implements Watcher<Ingress> {

        private final List<Long> writes;

        Rival(List<Long> writes) {
            this.writes = writes;
        }

        @Override
        public void eventReceived(Action action, Ingress ingress) {
            if (action == Action.DELETED
                    || ingress.getSpec().getRules().stream()
                            .allMatch(rule -> rule.getHost().equals(THEIRS))) {
                return;
            }
            writes.add(System.nanoTime());
            cluster.client().resource(ingress).edit(changed -> {
                changed.getSpec().getRules().forEach(rule -> rule.setHost(THEIRS));
                return changed;
            });
        }

        @Override
        public void onClose(WatcherException cause) {
            // with the cluster
        }
    }
}
