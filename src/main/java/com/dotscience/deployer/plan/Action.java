package com.dotscience.deployer.plan;

/** What a {@link Change} does to its object. Logs and metrics name it, so that people can tell a scaling from a new image. */
public enum Action {
    CREATE,
    /** This update changes nothing but container images. */
    UPDATE_IMAGE,
    /** This update changes nothing but the number of replicas. */
    SCALE,
    UPDATE,
    DELETE
}
