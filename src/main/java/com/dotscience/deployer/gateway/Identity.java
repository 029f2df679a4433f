package com.dotscience.deployer.gateway;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose objects this deployer's are. Fixed once it is known: under another identity everything that runs would be
 * somebody else's, and be made a second time.
 */
final class Identity {

    private static final Logger LOG = LoggerFactory.getLogger(Identity.class);

    private volatile String known;
    private boolean complained;

    Optional<String> known() {
        return Optional.ofNullable(known);
    }

    /** Called by one thread. */
    void learn(String named) {
        if (known == null) {
            known = named;
            LOG.info("This deployer's identity is {}", known);
        } else if (!known.equals(named) && !complained) {
            complained = true;
            LOG.error(
                    "The Gateway names the identity {}, but the objects in the cluster belong to {}, which this deployer"
                            + " keeps. If it was given the token of another deployer, give it its own again; else"
                            + " restart it.",
                    named,
                    known);
        }
    }
}
