package com.dotscience.modelproxy.health;

import java.util.Optional;

/**
 * Whether the model can answer.
 *
 * @param healthy whether it can
 * @param protocol in which the model last answered, or the one that is known; empty if it has never been ready
 * @param reason why it is healthy or is not, in words
 */
record ModelHealth(boolean healthy, Optional<HealthProtocol> protocol, String reason) {

    static final ModelHealth NOT_ASKED = new ModelHealth(false, Optional.empty(), "the model has not been asked yet");
}
