package com.dotscience.deployer.calls;

import com.dotscience.text.Causes;
import java.util.Optional;

/** Why the last request to the API server got no answer. Nobody else would say it: fabric8 tries a watch again without a word. */
public final class Unanswered {

    private volatile String reason;

    void answered() {
        reason = null;
    }

    void failed(Throwable failure) {
        reason = Causes.root(failure);
    }

    /** Returns what kept the last request from an answer, as {@code Connection refused}; empty if it was answered. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
