package com.dotscience.system.perturbation;

import com.dotscience.testing.AuditEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often each object of a namespace was made and deleted by deployers, as the API server's audit log has it.
 *
 * @param counts by verb, kind and name
 */
record Made(TreeMap<String, Long> counts) {

    private static final Set<String> VERBS = Set.of("create", "delete");

    static Made in(List<AuditEvent> events, String namespace) {
        return new Made(events.stream()
                .filter(event -> event.namespace().equals(namespace)
                        && VERBS.contains(event.verb())
                        && Write.KINDS.contains(event.resource())
                        && event.userAgent().startsWith("ds-deployer")
                        && !event.dryRun()
                        && event.code() < 300)
                .map(event -> Write.key(event.verb(), event.resource(), event.name()))
                .collect(Collectors.groupingBy(key -> key, TreeMap::new, Collectors.counting())));
    }
}
