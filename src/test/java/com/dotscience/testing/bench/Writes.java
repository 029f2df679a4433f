package com.dotscience.testing.bench;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.AuditTail;
import com.dotscience.testing.RealControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The writes that the API server acknowledged, by its own account and its own clock, which is this machine's. */
final class Writes {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Set<String> RESOURCES = Set.of("deployments", "services", "ingresses");

    private final AuditTail tail;
    private final String namespace;

    /** Of the objects that a model deployment is made of, in this namespace, from now on. */
    Writes(RealControlPlane plane, String namespace) {
        this.tail = plane.auditLog().tail();
        this.namespace = namespace;
    }

    /** Waits until so many objects were written, and says when the last of them was acknowledged. */
    Instant awaitLast(String verb, int objects) {
        Map<String, Instant> acknowledged = new HashMap<>();
        await(verb + " of " + objects + " objects")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    for (AuditEvent event : tail.next()) {
                        if (isWrite(event, verb)) {
                            acknowledged.putIfAbsent(event.resource() + "/" + event.name(), event.answered());
                        }
                    }
                    return acknowledged.size() >= objects;
                });
        return acknowledged.values().stream().max(Instant::compareTo).orElseThrow();
    }

    private boolean isWrite(AuditEvent event, String verb) {
        return event.verb().equals(verb)
                && event.namespace().equals(namespace)
                && RESOURCES.contains(event.resource())
                && event.code() >= 200
                && event.code() < 300;
    }
}
