package com.dotscience.deployer.status;

import static com.dotscience.deployer.status.Cases.container;
import static com.dotscience.deployer.status.Cases.pod;
import static com.dotscience.deployer.status.Cases.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

@Pure
class ReasonsTest {

    private static final String IMAGE = "example/model:1";
    private static final Pod PULLS = waiting(IMAGE, "ErrImagePull", "not found");
    private static final Pod BACKS_OFF = waiting(IMAGE, "ImagePullBackOff", "Back-off pulling image");
    private static final Pod CRASHES = waiting(IMAGE, "CrashLoopBackOff", "back-off 10s");
    private static final Pod RUNS = container(
            pod(IMAGE),
            status ->
                    status.withNewState().withNewRunning("2026-01-02T03:04:05Z").endState());

    private final Reasons reasons = new Reasons();

    @Test
    void whileTheKubeletOnlyWaitsTheReasonIsWhatItWasBefore() {
        assertThat(look(BACKS_OFF)).as("nothing better is known").isEqualTo(BACKS_OFF);
        assertThat(look(PULLS)).isEqualTo(PULLS);
        assertThat(look(BACKS_OFF)).isEqualTo(PULLS);
        assertThat(look(waiting(IMAGE, "ErrImagePull", "too many requests")))
                .isEqualTo(waiting(IMAGE, "ErrImagePull", "too many requests"));
        assertThat(look(BACKS_OFF)).isEqualTo(waiting(IMAGE, "ErrImagePull", "too many requests"));
    }

    @Test
    void itIsCountedHowOftenAReasonCameAnew() {
        assertThat(reasons.times("a")).isZero();
        for (int i = 0; i < 3; i++) {
            look(PULLS);
            look(PULLS);
            look(BACKS_OFF);
            look(BACKS_OFF);
        }
        assertThat(reasons.times("a")).isEqualTo(3);
        assertThat(reasons.times("b")).isZero();
    }

    @Test
    void aContainerThatCannotBeStartedHasNotCrashed() {
        Pod fails = waiting(IMAGE, "RunContainerError", "no such file");
        look(fails);

        assertThat(look(CRASHES)).isEqualTo(fails);
        assertThat(look(RUNS)).isEqualTo(RUNS);
        assertThat(look(CRASHES)).as("it has run since").isEqualTo(CRASHES);
    }

    @Test
    void thatItNeverBeganIsKnownOfItsLastEndToo() {
        Pod neverBegan = container(
                pod(IMAGE),
                status -> status.withNewState()
                        .withNewWaiting("back-off 10s", "CrashLoopBackOff")
                        .endState()
                        .withNewLastState()
                        .withNewTerminated()
                        .withReason("StartError")
                        .withMessage("no such file")
                        .endTerminated()
                        .endLastState());

        assertThat(PodTroubles.of(look(neverBegan)))
                .contains(new Trouble(
                        "Container model cannot be started (RunContainerError: no such file): check the command of its"
                                + " image",
                        true));
    }

    @Test
    void whatIsWaitedForOfAPullSaysNothingOfACrash() {
        look(PULLS);

        assertThat(look(CRASHES)).isEqualTo(CRASHES);
    }

    @Test
    void whatIsForgottenIsUnknown() {
        look(PULLS);
        reasons.forget("a");

        assertThat(look(BACKS_OFF)).isEqualTo(BACKS_OFF);
    }

    private Pod look(Pod pod) {
        List<Pod> pods = reasons.complete("a", List.of(pod));
        assertThat(pods).hasSize(1);
        return pods.get(0);
    }
}
