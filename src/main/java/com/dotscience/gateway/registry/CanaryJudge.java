package com.dotscience.gateway.registry;

import com.dotscience.api.AnswerCounts;
import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.CanaryState;
import com.dotscience.api.management.CanarySteps;
import com.dotscience.api.management.Report;
import com.dotscience.gateway.registry.CanaryDecision.GoBack;
import com.dotscience.gateway.registry.CanaryDecision.GoOn;
import com.dotscience.gateway.registry.CanaryDecision.Promote;
import com.dotscience.gateway.registry.CanaryDecision.Rest;
import com.dotscience.gateway.registry.CanaryDecision.Wait;
import com.dotscience.validation.CanaryRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides about the next step of a canary. This is pure: values in, a decision out.
 *
 * @param wanted the model deployment with its canary
 * @param away why its deployer is not heard, for people; empty if it is
 * @param now in milliseconds on the steady clock
 */
record CanaryJudge(CanaryState state, Deployment wanted, Optional<String> away, long now) {
    private static final int PROMOTED = 100;
    private static final int PERCENT = 100;

    CanaryDecision decide() {
        if (state.getSteps().getWeightsCount() == 0) {
            return new Rest();
        }
        return unhealthy()
                .or(this::tooManyErrors)
                .<CanaryDecision>map(GoBack::new)
                .orElseGet(this::next);
    }

    private Optional<String> unhealthy() {
        Report report = state.getReport();
        boolean healthy = report.getPhase() != Phase.PHASE_FAILED && report.getPhase() != Phase.PHASE_DEGRADED;
        return healthy ? Optional.empty() : Optional.of("it is not healthy: " + report.getMessage());
    }

    /**
     * Before there are as many answers as have to be counted, so many errors are too many as would be too many of those: the rest of
     * the answers could not make up for them.
     */
    private Optional<String> tooManyErrors() {
        AnswerCounts answered = state.getAnswered();
        CanarySteps steps = state.getSteps();
        long of = Math.max(answered.getAnswers(), steps.getMinRequests());
        return answered.getErrors() * PERCENT > of * steps.getMaxErrorPercent()
                ? Optional.of(answered.getErrors() + " of " + answered.getAnswers()
                        + " answers were errors of the server, and " + steps.getMaxErrorPercent() + " of 100 may be")
                : Optional.empty();
    }

    private CanaryDecision next() {
        if (state.getStep() + 1 >= state.getSteps().getWeightsCount()) {
            return new Rest();
        }
        int weight = state.getSteps().getWeights(state.getStep() + 1);
        Optional<String> waits = away.or(this::notReady)
                .or(this::tooSoon)
                .or(() -> weight == PROMOTED ? Optional.empty() : CanaryRules.refusal(wanted, weight));
        return waits.<CanaryDecision>map(why -> new Wait(why, away.isPresent()))
                .orElseGet(() -> weight == PROMOTED ? new Promote() : new GoOn());
    }

    private Optional<String> notReady() {
        Report report = state.getReport();
        if (wanted.getDeployment().getReplicas() == 0) {
            return Optional.of("the model deployment is stopped");
        }
        if (report.getRevision() < state.getRevision()) {
            return Optional.of("the deployer has not reported on this weight yet");
        }
        return report.getPhase() == Phase.PHASE_READY && state.getReadySince() > 0
                ? Optional.empty()
                : Optional.of("the canary is not ready: " + report.getMessage());
    }

    private Optional<String> tooSoon() {
        List<String> lacks = new ArrayList<>();
        Duration left = Duration.ofSeconds(state.getSteps().getEverySeconds())
                .minusMillis(Math.max(0, now - state.getReadySince()));
        if (left.compareTo(Duration.ZERO) > 0) {
            lacks.add(seconds(left) + " more");
        }
        AnswerCounts answered = state.getAnswered();
        if (answered.getAnswers() < state.getSteps().getMinRequests()) {
            lacks.add(answered.getAnswers() + " of " + state.getSteps().getMinRequests() + " answers are counted"
                    + (answered.getUnanswered() == 0
                            ? ""
                            : ", and " + answered.getUnanswered() + " requests got none before their client went")
                    + (state.getAnswersUnread().isEmpty() ? "" : ": " + state.getAnswersUnread()));
        }
        return lacks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", lacks));
    }

    private static String seconds(Duration left) {
        long seconds = (left.toMillis() + 999) / 1_000;
        return seconds >= 120 ? (seconds + 59) / 60 + " min" : seconds + " s";
    }
}
