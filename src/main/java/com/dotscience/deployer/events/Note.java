package com.dotscience.deployer.events;

import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.plan.Change;
import java.util.stream.Collectors;

/**
 * Writes the text of an Event: what was done, and then why. The outcome of a failure or a conflict has such a sentence
 * already.
 */
final class Note {

    private static final String MISSING = " is missing";
    private static final String DIFFERS = " differs in ";
    private static final String BECAUSE = ": ";

    private Note() {}

    static String of(Outcome outcome) {
        return outcome.result() == Result.MADE
                ? done(outcome.change()) + why(outcome) + rewritten(outcome)
                : outcome.message();
    }

    private static String rewritten(Outcome outcome) {
        return outcome.rewritten().stream()
                .map(field -> "; does not stick: " + field.difference() + field.who())
                .collect(Collectors.joining());
    }

    private static String done(Change change) {
        return switch (change.action()) {
            case CREATE -> "Created";
            case UPDATE_IMAGE -> "Updated the image";
            case SCALE -> "Scaled";
            case UPDATE -> "Updated";
            case DELETE -> "Deleted";
        };
    }

    /**
     * Returns the reason of the change, made shorter: it leaves out the object, because the Event is shown on that
     * object anyway. It describes the object as it was before the change.
     */
    private static String why(Outcome outcome) {
        Change change = outcome.change();
        String subject = change.key().toString();
        String reason = outcome.message().startsWith(subject)
                ? outcome.message().substring(subject.length())
                : BECAUSE + outcome.message();
        if (reason.equals(MISSING)) {
            return ", as it was missing";
        }
        return reason.startsWith(DIFFERS) ? ", as it differed in " + reason.substring(DIFFERS.length()) : reason;
    }
}
