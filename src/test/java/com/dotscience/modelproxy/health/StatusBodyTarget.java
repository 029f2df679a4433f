package com.dotscience.modelproxy.health;

import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.Target;

/** What a model answers when it is asked for its status. */
public final class StatusBodyTarget implements Target {

    /** More than three versions, each with its number and state, are never shown. */
    private static final int LONGEST = 400;

    @Override
    public Outcome take(byte[] input) {
        StatusBody status = StatusBody.read(input);
        if (status.words().length() > LONGEST) {
            throw new AssertionError("the words are " + status.words().length() + " characters long");
        }
        return status.refusal()
                .map(Outcome::refused)
                .orElseGet(() -> Outcome.taken(status.words().length()));
    }
}
