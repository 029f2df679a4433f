package com.dotscience.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What becomes of an object on its way into the cluster, whoever writes it. Called by many threads. */
@FunctionalInterface
public interface Admission {

    /**
     * Changes the object as it pleases.
     *
     * @param operation {@code CREATE} or {@code UPDATE}
     */
    void review(String operation, ObjectNode object);
}
