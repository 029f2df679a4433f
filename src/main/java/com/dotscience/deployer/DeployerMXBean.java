package com.dotscience.deployer;

import java.util.Set;

/** What a person may see and do over JMX, as {@code com.dotscience:type=Deployer,name=NAME}. */
public interface DeployerMXBean {

    /** The ids of model deployments whose deletion is held until the Gateway, by name, or a person lets it go (R2). */
    Set<String> getHeldDeletions();

    /**
     * Lets all held deletions go, for a person who has looked.
     *
     * @return the ids whose objects are deleted now
     */
    Set<String> releaseHeldDeletions();

    /** Compares everything that is wanted with everything that is there, as the resync does. */
    void planEverything();
}
