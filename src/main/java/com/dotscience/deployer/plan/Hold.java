package com.dotscience.deployer.plan;

import com.dotscience.api.HiddenCharacters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * A stop that the cluster's owner has put on every write to the objects of model deployments (R12), for instance while the
 * cluster is maintained.
 *
 * @param until when it ends by itself; empty if it does not
 * @param words for people, to follow "Held by the cluster's owner"
 */
public record Hold(Optional<Instant> until, String words) {

    /** These are the keys of the ConfigMap that makes a hold. */
    private static final String UNTIL = "until";

    private static final String REASON = "reason";
    private static final int LONGEST = 200;

    /**
     * Reads a hold from its ConfigMap. If its date cannot be read, it holds without an end: whoever wrote it meant to hold, and
     * only the end is unknown.
     */
    public static Hold of(Map<String, String> data) {
        String date = data.getOrDefault(UNTIL, "").strip();
        String reason = line(data.getOrDefault(REASON, ""));
        String why = reason.isEmpty() ? "" : ": " + reason;
        if (date.isEmpty()) {
            return new Hold(Optional.empty(), why);
        }
        try {
            return new Hold(Optional.of(OffsetDateTime.parse(date).toInstant()), " until " + date + why);
        } catch (DateTimeException e) {
            return new Hold(
                    Optional.empty(),
                    " without an end, since until is '" + line(date) + "', which is no date such as 2026-12-01T06:00Z"
                            + why);
        }
    }

    /** Says whether the hold is in force. */
    public boolean stands(Instant now) {
        return until.isEmpty() || now.isBefore(until.get());
    }

    /** Says to people that writes are on hold, until when and why. */
    public String sentence() {
        return "Held by the cluster's owner" + words;
    }

    private static String line(String text) {
        String line = HiddenCharacters.replaced(text, ' ', "").strip().replaceAll(" +", " ");
        int[] shown = line.codePoints().limit(LONGEST).toArray();
        String start = new String(shown, 0, shown.length);
        return start.equals(line) ? line : start + "…";
    }
}
