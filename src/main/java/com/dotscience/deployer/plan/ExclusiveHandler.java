package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The fields that describe in exactly one of several ways what is to be done, such as by a command or an HTTP call. The
 * deployer sets such a field as a whole, since the API server refuses two ways at once.
 */
final class ExclusiveHandler {

    /** If somebody else has set one of these in the field, it has to go when the deployer writes its own. */
    static final ObjectNode WAYS = Applied.keys("exec", "grpc", "httpGet", "sleep", "tcpSocket");

    private static final Set<String> FIELDS = Set.of("livenessProbe", "readinessProbe", "startupProbe", "preStop");

    private ExclusiveHandler() {}

    static boolean in(String field) {
        return FIELDS.contains(field);
    }
}
