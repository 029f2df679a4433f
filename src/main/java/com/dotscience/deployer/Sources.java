package com.dotscience.deployer;

import com.dotscience.deployer.desired.Update;
import java.util.HashSet;
import java.util.Set;

/** Who may ask this deployer for model deployments. */
record Sources(boolean gateway, boolean push, boolean resources) {

    private static final String GATEWAY = "deployer.gateway.enabled";
    private static final String RESOURCES = "deployer.resources.enabled";

    /** @throws ConfigurationException if nobody may, or if nothing says whose objects those are that are made */
    static Sources of(Settings settings, PushPort push) {
        Sources sources = new Sources(settings.flag(GATEWAY), push.enabled(), settings.flag(RESOURCES));
        if (!sources.gateway && OwnersIdentity.of(settings).get().isEmpty()) {
            throw new ConfigurationException(
                    GATEWAY + " (DEPLOYER_GATEWAY_ENABLED) is false, so no token says whose this"
                            + " deployer's objects are: set deployer.identity (DEPLOYER_IDENTITY)");
        }
        if (sources.names().isEmpty()) {
            throw new ConfigurationException(GATEWAY + " (DEPLOYER_GATEWAY_ENABLED) is false, and nobody else asks for"
                    + " models: set " + RESOURCES + " (DEPLOYER_RESOURCES_ENABLED) to true");
        }
        return sources;
    }

    /** Whether anybody has to show the deployer's token, or is shown it. */
    boolean needToken() {
        return gateway || push;
    }

    /** As updates name them. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        if (gateway) {
            names.add(Update.GATEWAY);
        }
        if (push) {
            names.add(Update.PUSH);
        }
        if (resources) {
            names.add(Update.RESOURCES);
        }
        return names;
    }
}
