package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.output.Absent;
import com.dotscience.text.Age;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What of a model deployment waits to be handed out to its deployer, and until when. */
record Waiting(ModelDeployment model) {

    /** Whether something else is wanted than its deployer is given. */
    boolean isThere() {
        return model.getHandedOut().hasDeployment();
    }

    /** Returns what its deployer is given. */
    Deployment given() {
        return isThere() ? model.getHandedOut().getDeployment() : model.getDeployment();
    }

    /** Says what waits until when; an empty text if nothing does. */
    String text(Instant now) {
        return isThere()
                ? "generation " + model.getGeneration() + ", which is handed out " + when(now) + "; generation "
                        + model.getHandedOut().getGeneration() + " is handed out now"
                : "";
    }

    /** Says until when, in a few words; an empty text if nothing waits. */
    String brief(Instant now) {
        if (!isThere()) {
            return "";
        }
        return model.getWaitsUntil() == 0 ? isPaused() ? "paused" : "no window" : "for " + left(now);
    }

    private String when(Instant now) {
        if (model.getWaitsUntil() > 0) {
            return "at " + Absent.nullIfNever(model.getWaitsUntil()) + ", in " + left(now);
        }
        if (!isPaused()) {
            return "when it has a maintenance window";
        }
        return model.hasPaused() ? "when it is resumed" : "when its deployer is resumed";
    }

    private boolean isPaused() {
        return model.hasPaused() || model.hasDeployerPaused();
    }

    private String left(Instant now) {
        String words = Age.words(timeLeft(now));
        return Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }

    /** Whether it is known to be handed out within this time. */
    boolean endsWithin(Duration time, Instant now) {
        return model.getWaitsUntil() > 0 && timeLeft(now).compareTo(time) <= 0;
    }

    private Duration timeLeft(Instant now) {
        Duration left = Duration.between(now, Instant.ofEpochMilli(model.getWaitsUntil()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Returns null if nothing waits. */
    Map<String, Object> json() {
        if (!isThere()) {
            return null;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("until", Absent.nullIfNever(model.getWaitsUntil()));
        json.put("handedOutGeneration", model.getHandedOut().getGeneration());
        return json;
    }
}
