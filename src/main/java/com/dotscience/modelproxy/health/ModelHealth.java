package com.dotscience.modelproxy.health;

import java.util.Optional;

/**
 * Whether the model can answer.
 *
 * @param healthy whether it can
 * @param form in which the model said so last, or as far as it is known; empty if it never said yes
 * @param reason why, or why not, for a person
 */
record Verdict(boolean healthy, Optional<Form> form, String reason) {

    static final Verdict NOT_ASKED = new Verdict(false, Optional.empty(), "the model has not been asked yet");
}
