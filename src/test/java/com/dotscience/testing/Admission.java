package com.dotscience.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What becomes of an object on its way into the cluster. Called by many threads. */
@FunctionalInterface
public interface Admission {

    /**
     * Changes the object as it pleases.
     *
     * @param by the name of the user who writes it; in an {@link EmbeddedCluster}, which knows no users, the user agent
     * @param operation {@code CREATE} or {@code UPDATE}
     */
    void review(String by, String operation, ObjectNode object);
}
