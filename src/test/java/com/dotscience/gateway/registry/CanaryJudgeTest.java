package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.AnswerCounts;
import com.dotscience.api.Canary;
import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.CanaryState;
import com.dotscience.api.management.CanarySteps;
import com.dotscience.gateway.registry.CanaryDecision.GoBack;
import com.dotscience.gateway.registry.CanaryDecision.GoOn;
import com.dotscience.gateway.registry.CanaryDecision.Promote;
import com.dotscience.gateway.registry.CanaryDecision.Rest;
import com.dotscience.gateway.registry.CanaryDecision.Wait;
import com.dotscience.testing.Pure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Pure
class CanaryJudgeTest {

    private static final long READY_SINCE = 1_000_000;
    private static final long FIVE_MINUTES = 300_000;

    /** At the first of three steps, with all that the second one waits for, and nothing too much. */
    private final CanaryState.Builder state = CanaryState.newBuilder()
            .setRevision(7)
            .setReadySince(READY_SINCE)
            .setCounting(true)
            .setAnswered(AnswerCounts.newBuilder().setAnswers(60).setErrors(3));

    private final Deployment.Builder wanted = Deployment.newBuilder()
            .setCanary(Canary.newBuilder().setImage("signs:2").setWeight(10));
    private long now = READY_SINCE + FIVE_MINUTES;
    private Optional<String> away = Optional.empty();

    CanaryJudgeTest() {
        state.getStepsBuilder()
                .addAllWeights(List.of(10, 30, 100))
                .setEverySeconds(300)
                .setMinRequests(50)
                .setMaxErrorPercent(5);
        state.getReportBuilder().setPhase(Phase.PHASE_READY).setRevision(7);
        wanted.getDeploymentBuilder().setReplicas(9).setImage("signs:1");
        wanted.getServiceBuilder().addPortsBuilder().setPort(8501);
    }

    private CanaryDecision decide() {
        return new CanaryJudge(state.build(), wanted.build(), away, now).decide();
    }

    private void assertWaitsFor(String words) {
        assertThat(decide()).isEqualTo(new Wait(words, away.isPresent()));
    }

    @Test
    void itGoesOnWithTimeAndAnswersEnough() {
        assertThat(decide()).isEqualTo(new GoOn());
    }

    @Test
    void theLastStepOf100IsItsPromotion() {
        state.setStep(1);

        assertThat(decide()).isEqualTo(new Promote());
    }

    @Test
    void atALastStepBelow100ItRestsAndIsStillTakenBack() {
        state.getStepsBuilder().clearWeights().addWeights(10);
        assertThat(decide()).isEqualTo(new Rest());

        state.getReportBuilder().setPhase(Phase.PHASE_FAILED).setMessage("the container model crashes");
        assertThat(decide()).isEqualTo(new GoBack("it is not healthy: the container model crashes"));
    }

    @Test
    void withoutStepsNothingIsDoneWhateverItsHealth() {
        state.setSteps(CanarySteps.getDefaultInstance()).getReportBuilder().setPhase(Phase.PHASE_FAILED);

        assertThat(decide()).isEqualTo(new Rest());
    }

    @Test
    void tooFewAnswersAreWaitedFor() {
        state.getAnsweredBuilder().setAnswers(12).setErrors(0);

        assertWaitsFor("12 of 50 answers are counted");
    }

    @Test
    void requestsThatHangAreNoAnswers() {
        state.getAnsweredBuilder().setAnswers(0).setErrors(0).setUnanswered(80);

        assertWaitsFor("0 of 50 answers are counted, and 80 requests got none before their client went");
    }

    @Test
    void answersThatCannotBeReadAreWaitedForWithTheReason() {
        state.clearAnswered().clearCounting().setAnswersUnread("the canary has no model-proxy that counts its answers");

        assertWaitsFor("0 of 50 answers are counted: the canary has no model-proxy that counts its answers");
    }

    @Test
    void whereNoAnswersAreAskedForTimeAndHealthAreEnough() {
        state.clearAnswered().clearCounting().getStepsBuilder().setMinRequests(0);

        assertThat(decide()).isEqualTo(new GoOn());
    }

    @Test
    void itsTimeIsWaitedForTogetherWithItsAnswers() {
        now = READY_SINCE + 1_500;
        state.getAnsweredBuilder().setAnswers(49).setErrors(0);
        assertWaitsFor("5 min more; 49 of 50 answers are counted");

        now = READY_SINCE + 290_500;
        state.getAnsweredBuilder().setAnswers(50);
        assertWaitsFor("10 s more");
    }

    @Test
    void aClockThatWasSetBackMakesItWaitAndNothingElse() {
        now = READY_SINCE - 5_000;

        assertWaitsFor("5 min more");
    }

    @Test
    void aReportOnTheWeightBeforeSaysNothingOfThisOne() {
        state.getReportBuilder().setRevision(6);

        assertWaitsFor("the deployer has not reported on this weight yet");
    }

    @Test
    void itIsWaitedForUntilItIsReady() {
        state.clearReadySince()
                .getReportBuilder()
                .setPhase(Phase.PHASE_PROGRESSING)
                .setMessage("0 of 1 ready");

        assertWaitsFor("the canary is not ready: 0 of 1 ready");
    }

    @Test
    void aDeployerThatIsAwayIsWaitedFor() {
        away = Optional.of("deployer 'minikube' is offline");

        assertWaitsFor("deployer 'minikube' is offline");
    }

    @Test
    void aModelDeploymentThatIsStoppedIsWaitedFor() {
        wanted.getDeploymentBuilder().setReplicas(0);

        assertWaitsFor("the model deployment is stopped");
    }

    @Test
    void aWeightThatCannotBeKeptToAnyMoreIsWaitedFor() {
        state.getStepsBuilder().setWeights(1, 15);
        wanted.getDeploymentBuilder().setReplicas(1);

        assertThat(decide())
                .isInstanceOfSatisfying(
                        Wait.class,
                        wait -> assertThat(wait.why())
                                .startsWith("a canary weight of 15 cannot be kept to with 1 replica: "));
    }

    @Test
    void itGoesBackWhenEveryFifthAnswerIsAnErrorHoweverFewThereAreYet() {
        state.getAnsweredBuilder().setAnswers(10).setErrors(2);
        assertThat(decide()).isInstanceOf(Wait.class);

        state.getAnsweredBuilder().setAnswers(15).setErrors(3);
        assertThat(decide()).isEqualTo(new GoBack("3 of 15 answers were errors of the server, and 5 of 100 may be"));
    }

    @Test
    void itGoesBackAtOnceAlsoWhileTheDeployerIsAwayOrItsTimeIsNotOver() {
        now = READY_SINCE;
        away = Optional.of("deployer 'minikube' is offline");
        state.getReportBuilder().setPhase(Phase.PHASE_DEGRADED).setMessage("1 of 2 crashes");

        assertThat(decide()).isEqualTo(new GoBack("it is not healthy: 1 of 2 crashes"));
    }
}
