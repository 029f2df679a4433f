package com.dotscience.validation;

import com.dotscience.api.RolloutSpec;
import java.util.List;
import java.util.regex.Pattern;

/** What may be asked for of how new pods take the place of old ones: what Kubernetes would take. */
final class RolloutRules {

    private static final int MAX_DEADLINE_SECONDS = 604_800;
    private static final List<String> STRATEGIES = List.of("RollingUpdate", "Recreate");
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,5}|(100|[0-9]{1,2})%");
    private static final Pattern NONE = Pattern.compile("0+%?");

    private RolloutRules() {}

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed */
    static void check(RolloutSpec asked) {
        String strategy = asked.getStrategy();
        if (!strategy.isEmpty() && !STRATEGIES.contains(strategy)) {
            throw Syntax.invalid(
                    "strategy must be one of " + String.join(", ", STRATEGIES) + ", not " + Syntax.quoted(strategy));
        }
        checkLimit("max surge", asked.getMaxSurge(), strategy);
        checkLimit("max unavailable", asked.getMaxUnavailable(), strategy);
        if (NONE.matcher(asked.getMaxSurge()).matches()
                && NONE.matcher(asked.getMaxUnavailable()).matches()) {
            throw Syntax.invalid("max surge and max unavailable must not both be 0: no pod could be updated");
        }
        LifeRules.within("progress deadline", asked.getProgressDeadlineSeconds(), MAX_DEADLINE_SECONDS);
    }

    private static void checkLimit(String field, String limit, String strategy) {
        if (limit.isEmpty()) {
            return;
        }
        if (!LIMIT.matcher(limit).matches()) {
            throw Syntax.invalid(field + " must be a number such as 1, or up to 100%, not " + Syntax.quoted(limit));
        }
        if (strategy.equals("Recreate")) {
            throw Syntax.invalid(field + " must be empty with the strategy Recreate, which ends all old pods first");
        }
    }
}
