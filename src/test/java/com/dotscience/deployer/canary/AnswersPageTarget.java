package com.dotscience.deployer.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.Target;

/** The metrics that whatever answers at the address of a canary's model-proxy shows. No count is negative. */
public final class AnswersPageTarget implements Target {

    @Override
    public Outcome take(byte[] input) {
        return AnswersPage.read(new String(input, UTF_8))
                .map(counts -> {
                    if (counts.getAnswers() < 0 || counts.getErrors() < 0 || counts.getUnanswered() < 0) {
                        throw new AssertionError("less than nothing was counted: " + counts);
                    }
                    return Outcome.taken(counts.getSerializedSize());
                })
                .orElseGet(() -> Outcome.refused("what it shows is not that of a model-proxy"));
    }
}
