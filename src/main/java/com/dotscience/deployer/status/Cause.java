package com.dotscience.deployer.status;

import com.dotscience.api.Phase;
import com.dotscience.deployer.apply.Failure;

/**
 * What a verdict is about, in one word that stays the same while the verdict's sentence changes, for instance because it counts
 * restarts or because the kubelet gives another of two reasons. The Gateway uses it to tell a repetition from news; it is empty
 * where each sentence is news of its own.
 */
final class Cause {

    private Cause() {}

    static String of(Situation situation, Verdict verdict) {
        if (verdict.phase() == Phase.PHASE_READY || verdict.phase() == Phase.PHASE_REMOVING) {
            return "";
        }
        if (!situation.failures().isEmpty()) {
            return situation.failures().stream().allMatch(Failure::isTransient) ? "not-taken" : "refused";
        }
        RolloutPods pods = situation.rolloutPods();
        return pods.trouble()
                .filter(trouble -> verdict.message().startsWith(trouble.sentence()))
                .flatMap(trouble -> pods.cause())
                .orElse("");
    }
}
