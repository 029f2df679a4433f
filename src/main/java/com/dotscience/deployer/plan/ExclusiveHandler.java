package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The fields that say in exactly one of several ways what is to be done, such as by a command or an HTTP call. Such a field
 * is ours as a whole, since two ways at once are refused.
 */
final class ExclusiveHandler {

    /** If somebody else gave the field one of these, it has to go when ours is written. */
    static final ObjectNode WAYS = Applied.keys("exec", "grpc", "httpGet", "sleep", "tcpSocket");

    private static final Set<String> FIELDS = Set.of("livenessProbe", "readinessProbe", "preStop");

    private ExclusiveHandler() {}

    static boolean in(String field) {
        return FIELDS.contains(field);
    }
}
