package com.dotscience.deployer.status;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The ids to be looked at, each from some moment on: of several moments the first counts. Safe for use by many threads. */
final class DueIds {

    private final Map<String, Instant> dueById = new ConcurrentHashMap<>();

    void add(String id, Instant from) {
        dueById.merge(id, from, (one, other) -> one.isBefore(other) ? one : other);
    }

    /** Those that are due by now. They are taken out: one that is added while it is looked at is due again. */
    Set<String> take(Instant now) {
        Set<String> due = new HashSet<>();
        dueById.forEach((id, from) -> {
            if (!from.isAfter(now) && dueById.remove(id, from)) {
                due.add(id);
            }
        });
        return due;
    }
}
