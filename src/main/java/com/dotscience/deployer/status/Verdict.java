package com.dotscience.deployer.status;

import com.dotscience.api.Phase;
import java.util.Locale;
import java.util.Optional;

/**
 * The judgement of how well a model deployment does. It becomes the phase and the message that people see.
 *
 * @param message one sentence for people that says what to do; empty where all is well
 */
record Verdict(Phase phase, String message) {

    /** Judges that the rollout goes on by itself. */
    static Optional<Verdict> progressing(String message) {
        return Optional.of(new Verdict(Phase.PHASE_PROGRESSING, message));
    }

    /** Returns a verdict with the same phase whose message has one more sentence. */
    Verdict and(String sentence) {
        return new Verdict(
                phase,
                message.isEmpty()
                        ? sentence
                        : message + "; " + sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1));
    }

    /**
     * Judges that nothing goes on by itself. The phase is degraded where something still serves, and the message then says if
     * that is an older version; it is failed where nothing serves.
     */
    static Optional<Verdict> stuck(Situation situation, String message) {
        return Optional.of(
                situation.servable()
                        ? new Verdict(Phase.PHASE_DEGRADED, message + older(situation))
                        : new Verdict(Phase.PHASE_FAILED, message));
    }

    private static String older(Situation situation) {
        RolloutPods pods = situation.rolloutPods();
        boolean older = pods.all().isEmpty()
                ? situation.rollout().total() > situation.rollout().updated()
                : pods.olderServes() && !pods.presentServes();
        return older
                ? "; meanwhile the version before still serves"
                        + situation.servingImage().map(image -> ", " + image).orElse("")
                : "";
    }
}
