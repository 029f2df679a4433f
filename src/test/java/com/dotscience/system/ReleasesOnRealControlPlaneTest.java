package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Command;
import com.dotscience.testing.JavaProgram;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R2 with two deployers: what a person released with the one, the other deletes when that one has gone. */
@NeedsControlPlane
class ReleasesOnRealControlPlaneTest {

    private static final int MODELS = 7;
    /** A Lease that expires, the longest back-off of a connection to the Gateway, and the delay, on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** So long that whoever was asked for the release is gone by then. */
    private static final Map<String, String> LATE = Map.of("DEPLOYER_PRUNE_DELAY", "10s");

    private final RealControlPlane plane;
    private Contest contest;

    ReleasesOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
    }

    @BeforeEach
    void begin(@TempDir Path folder) {
        contest = new Contest(plane, folder);
    }

    @AfterEach
    void end() throws Exception {
        contest.close();
    }

    @Test
    void whatWasReleasedGoesThoughTheOneThatWasAskedIsKilledBefore() throws Exception {
        contest.startWithAllRights("one", LATE);
        contest.awaitWritesOf("one");
        contest.startWithAllRights("two", LATE);
        contest.awaitStandingBy("two");
        contest.endNews();
        for (int i = 1; i < MODELS; i++) {
            contest.installation().gateway().create("edge", Installation.model(contest.namespace(), "m" + i));
        }
        await().atMost(PATIENCE).until(() -> models() == MODELS);
        contest.installation().stopGateway();
        contest.installation().startEmptyGateway();
        await().atMost(PATIENCE).until(() -> recorded().startsWith("held ONLY_LACKING"));
        // Without a Gateway for ten seconds, the one that led may have made way.
        String asked = contest.awaitLeader();

        assertThat(new Command(
                                JavaProgram.command(
                                        "com.dotscience.deployer.Deployer",
                                        "release",
                                        "--url",
                                        contest.console(asked).toString()),
                                Map.of())
                        .output())
                .startsWith("Released ");
        await().atMost(PATIENCE).until(() -> recorded().startsWith("cleared"));
        contest.kill(asked);

        await().atMost(PATIENCE).until(() -> models() == 0);
        assertThat(contest.successes())
                .filteredOn(write ->
                        write.verb().equals("delete") && write.resource().equals("deployments"))
                .hasSize(MODELS)
                .noneMatch(write -> write.user().endsWith(":" + asked));
    }

    private String recorded() {
        Map<String, String> annotations = contest.lease().getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault("deployer.dotscience.com/deletions", "");
    }

    private int models() {
        List<?> deployments = plane.client()
                .apps()
                .deployments()
                .inNamespace(contest.namespace())
                .list()
                .getItems();
        return deployments.size();
    }
}
