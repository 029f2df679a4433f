package com.dotscience.deployer.plan;

/** What a {@link Change} does to its object. */
public enum Action {
    CREATE,
    /** Nothing but container images differs. */
    UPDATE_IMAGE,
    /** Nothing but the number of replicas differs. */
    SCALE,
    UPDATE,
    DELETE
}
