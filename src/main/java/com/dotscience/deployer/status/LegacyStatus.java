package com.dotscience.deployer.status;

import com.dotscience.deployer.apply.Failure;
import com.dotscience.deployer.plan.Kind;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The status of a model deployment in the words of the Go program, {@code Deployment: ready Service: ready Ingress: ready},
 * because Gateways of its time know no other.
 *
 * <p>A Deployment is ready when it is as wanted and its rollout is complete; a Service or Ingress is ready when it exists and
 * is as wanted; an object that is not wanted is {@code none}. Failures follow behind these words, since a Gateway that knows no
 * messages shows this text alone.
 */
final class LegacyStatus {

    private enum Word {
        NONE,
        CONFIGURING,
        READY,
        ERROR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private LegacyStatus() {}

    static String of(Situation situation) {
        Word deployment = word(situation, Kind.DEPLOYMENT, true, situation.complete());
        Word service = word(situation, Kind.SERVICE, situation.wantsService(), situation.isThere(Kind.SERVICE));
        Word ingress = word(situation, Kind.INGRESS, situation.wantsIngress(), situation.isThere(Kind.INGRESS));
        String failures = situation.failures().stream().map(Failure::message).collect(Collectors.joining("; "));
        String words = "Deployment: " + deployment + " Service: " + service + " Ingress: " + ingress;
        return failures.isEmpty() ? words : words + " (" + failures + ")";
    }

    private static Word word(Situation situation, Kind kind, boolean wants, boolean ready) {
        if (situation.failures().stream().anyMatch(failure -> failure.kind() == kind && !failure.isTransient())) {
            return Word.ERROR;
        }
        if (!wants) {
            return Word.NONE;
        }
        return ready && !situation.pending().contains(kind) ? Word.READY : Word.CONFIGURING;
    }
}
