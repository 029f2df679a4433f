package com.dotscience.modelproxy.health;

/** What a probe in one protocol has found. */
sealed interface ProbeResult {

    /** The model can serve predictions. */
    record Ready(String reason) implements ProbeResult {}

    /** The model speaks this protocol, and says that it cannot serve predictions. */
    record NotReady(String reason) implements ProbeResult {}

    /** The model does not speak this protocol, or did not answer. */
    record Unsupported(String reason) implements ProbeResult {}
}
