package com.dotscience.deployer.plan.limits;

import com.dotscience.api.CanaryId;
import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Limits the ids that model deployments may have. Without patterns it allows the UUIDs that a Gateway of this project gives,
 * any id from other Gateways, and every id that owns objects already. A model deployment finds its pods by its id, so an id
 * that pods of somebody else carry is refused whatever the setting says.
 */
record IdLimit(List<NamePattern> patterns, String given) implements Limit {

    /** This word in the setting stands for every UUID. */
    static final String UUIDS = "uuid";

    private static final String SETTING = "deployer.allowed.ids";
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    @Override
    public Stream<Breach> breaches(Asked asked) {
        String id = CanaryId.stable(asked.wanted().getId());
        if (asked.takesOthersPods()) {
            return Stream.of(new Breach(
                    What.ID,
                    id,
                    "id is " + Breach.shown(id) + ", which pods that are not this deployer's carry as their label "
                            + "deployment: its Service would lead to them. Choose another id, or remove those pods"));
        }
        if (patterns.isEmpty()) {
            return !asked.newOfOurGateway() || isUuid(id)
                    ? Stream.empty()
                    : Stream.of(Breach.of(What.ID, id, "id", "allows only UUIDs unless it is set", SETTING));
        }
        boolean allowed =
                patterns.stream().anyMatch(pattern -> pattern.text().equals(UUIDS) ? isUuid(id) : pattern.matches(id));
        return allowed ? Stream.empty() : Stream.of(Breach.of(What.ID, id, "id", "allows only " + given, SETTING));
    }

    private static boolean isUuid(String id) {
        return UUID.matcher(id).matches();
    }
}
