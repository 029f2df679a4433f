package com.dotscience.deployer.plan;

import com.dotscience.api.HiddenCharacters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster owner's stop of every write to the objects of model deployments (R12).
 *
 * @param until when it ends by itself; empty: not
 * @param words for people, after "Held by the cluster's owner"
 */
public record Hold(Optional<Instant> until, String words) {

    /** The keys of the ConfigMap that makes one. */
    private static final String UNTIL = "until";

    private static final String REASON = "reason";
    private static final int LONGEST = 200;

    /** A date that cannot be read holds: whoever wrote it meant to hold, and only its end is not known. */
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

    /** Whether it is in force. */
    public boolean stands(Instant now) {
        return until.isEmpty() || now.isBefore(until.get());
    }

    /** A sentence for people. */
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
