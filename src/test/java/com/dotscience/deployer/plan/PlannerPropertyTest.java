package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From any state to any wish in one step, with others' fields in between. The seed is the test's parameter: a failure
 * names it.
 */
@Pure
class PlannerPropertyTest {

    private static final Optional<Set<String>> CLASSES = Optional.of(Set.of("nginx"));

    private static final Planner PLANNER = new Planner();

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    /**
     * R6: the way does not matter: what comes out is what would have been created anew, and what others added. Only a way from outside
     * goes later, when the one in its place is taken, and with it what the Deployment notes of optional kinds.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneStepLeadsFromAnyStateToWhatIsWantedAndThenThereIsSilence(long seed) {
        Random random = new Random(seed);
        RandomModelDeployments models = new RandomModelDeployments(random);
        FakeCluster cluster = new FakeCluster();
        cluster.apply(plan(models.next(), cluster));
        Others others = new Others(random);
        others.add(cluster);
        cluster.fillIn();
        Map<String, List<String>> before = theirs(cluster);
        others.spoil(cluster);

        Deployment wanted = models.next();
        cluster.apply(plan(wanted, cluster));
        for (int step = 0; step < 2; step++) {
            cluster.acceptRoutes();
            cluster.apply(late(plan(wanted, cluster)));
        }
        cluster.acceptRoutes();

        assertThat(plan(wanted, cluster))
                .as("seed %d", seed)
                .isEqualTo(new Plan(wanted.getId(), List.of(), List.of(), List.of()));
        FakeCluster fresh = new FakeCluster();
        fresh.apply(plan(wanted, fresh));
        fresh.acceptRoutes();
        assertThat(cluster.keys()).as("seed %d", seed).isEqualTo(fresh.keys());
        for (String key : fresh.keys()) {
            Parts parts = Parts.of(cluster.object(key));
            assertThat(parts.ours())
                    .as("seed %d, %s", seed, key)
                    .isEqualTo(Parts.of(fresh.object(key)).ours());
            assertThat(parts.theirs())
                    .as("seed %d, %s", seed, key)
                    .isEqualTo(before.getOrDefault(cluster.uid(key), List.of()));
        }
    }

    /** What a deployer goes on by after a restart, while it may not do what is wanted now. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatRunsCanBeReadBackFromItsObjects(long seed) {
        Random random = new Random(seed);
        Deployment wanted = new RandomModelDeployments(random).next();
        FakeCluster cluster = new FakeCluster();
        cluster.apply(plan(wanted, cluster));
        new Others(random).add(cluster);
        cluster.fillIn();

        Deployment running = PLANNER.running(wanted.getId(), "us", cluster.observed(), CLASSES)
                .orElseThrow();

        FakeCluster fresh = new FakeCluster();
        fresh.apply(plan(running, fresh));
        FakeCluster expected = new FakeCluster();
        expected.apply(plan(wanted, expected));
        assertThat(fresh.keys()).as("seed %d", seed).isEqualTo(expected.keys());
        assertThat(fresh.keys())
                .allSatisfy(key -> assertThat(Parts.of(fresh.object(key)).ours())
                        .as("seed %d, %s", seed, key)
                        .isEqualTo(Parts.of(expected.object(key)).ours()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cats", "roadsigns1", "roadsigns1-updated"})
    void oneStepLeadsFromWhatTheGoProgramMadeToAnythingAndThenThereIsSilence(String name) {
        for (long seed = 0; seed < 100; seed++) {
            Recording recording = Recording.of(name);
            Deployment wanted = new RandomModelDeployments(new Random(seed)).like(recording.wanted());

            recording.cluster().apply(plan(wanted, recording.identity(), recording.cluster()));

            assertThat(plan(wanted, recording.identity(), recording.cluster()).changes())
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    private static Plan late(Plan plan) {
        assertThat(plan.changes()).allSatisfy(change -> {
            if (change.action() == Action.DELETE) {
                assertThat(change.kind()).isIn(Kind.INGRESS, Kind.HTTP_ROUTE);
            } else {
                assertThat(change.differences())
                        .extracting(Difference::field)
                        .containsExactly("metadata.annotations[deployer.dotscience.com/kinds]");
            }
        });
        return plan;
    }

    private Plan plan(Deployment wanted, FakeCluster cluster) {
        return plan(wanted, "us", cluster);
    }

    private Plan plan(Deployment wanted, String identity, FakeCluster cluster) {
        return PLANNER.plan(wanted, identity, cluster.observed(), CLASSES);
    }

    /** For each object what others added, by the object's uid: one that was made anew has lost it with the old one. */
    private static Map<String, List<String>> theirs(FakeCluster cluster) {
        return cluster.keys().stream()
                .collect(Collectors.toMap(
                        cluster::uid, key -> Parts.of(cluster.object(key)).theirs()));
    }
}
