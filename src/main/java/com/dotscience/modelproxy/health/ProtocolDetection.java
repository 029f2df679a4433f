package com.dotscience.modelproxy.health;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Detects in which protocol the model reports its health. A protocol is known once the model was ready in it. From then on, a
 * less precise one does not count, because a model that once reported AVAILABLE and now answers 404 is not healthy just because
 * its port is open. More precise ones are still tried, and replace it.
 */
final class ProtocolDetection {

    private Optional<HealthProtocol> known = Optional.empty();

    /** The protocols to try now, one after the other, until the model answers in one. */
    List<HealthProtocol> candidates() {
        return Arrays.stream(HealthProtocol.values())
                .filter(protocol -> known.isEmpty() || protocol.compareTo(known.get()) <= 0)
                .toList();
    }

    /** What the result in one protocol means; empty if the next protocol is to be tried. */
    Optional<ModelHealth> record(HealthProtocol protocol, ProbeResult result) {
        if (result instanceof ProbeResult.Ready ready) {
            known = Optional.of(protocol);
            return Optional.of(new ModelHealth(true, known, ready.reason()));
        }
        if (result instanceof ProbeResult.NotReady notReady) {
            return Optional.of(new ModelHealth(false, Optional.of(protocol), notReady.reason()));
        }
        return Optional.empty();
    }

    /** What it means that the model answered in no protocol. */
    ModelHealth undetected(String reason) {
        return new ModelHealth(false, known, reason);
    }
}
