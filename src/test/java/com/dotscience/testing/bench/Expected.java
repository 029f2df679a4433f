package com.dotscience.testing.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a deployer has to ask of the API server in its life, and nothing else: the lists of its informers, and the writes. */
final class Expected {

    /** Where a cluster has an operator that scales as well, its objects are looked at; a benchmark's has none. */
    static final String NOT_SERVED = "get what is not served";

    /** What it watches, each listed once, at the start. */
    private static final List<String> WATCHED = List.of(
            "configmaps",
            "deployments",
            "horizontalpodautoscalers",
            "ingressclasses",
            "ingresses",
            "leases",
            "pods",
            "services");

    private static final List<String> OBJECTS = List.of("deployments", "services", "ingresses");

    /** How many objects the informers ask for at once. */
    private static final int PAGE = 250;

    private final Map<String, Integer> calls = new TreeMap<>();

    Expected() {
        WATCHED.forEach(resource -> add("list", resource, 1));
        // Those of a former Go program, which lack the label by which the informers choose.
        add("list", "deployments", 1);
        // The version of Kubernetes, which the Gateway shows to people.
        add("get", "", 1);
        calls.put(NOT_SERVED, 1);
    }

    /** What a start beside this fleet lists beyond the first page of each kind. */
    void addPagesOf(Fleet fleet) {
        int more = (fleet.size() - 1) / PAGE;
        if (more > 0) {
            List.of("deployments", "ingresses", "pods").forEach(resource -> add("list", resource, more));
        }
        // The cluster has one of its own, which the API server only leaves out where it comes to it.
        if (fleet.size() >= PAGE) {
            add("list", "services", fleet.size() / PAGE);
        }
    }

    void add(Phase phase, Fleet fleet) {
        switch (phase) {
            case CREATE, DELETE -> OBJECTS.forEach(resource -> add(phase.verb(), resource, fleet.size()));
            case IMAGES, SCALE, ONE -> add(phase.verb(), "deployments", fleet.size());
        }
    }

    private void add(String verb, String resource, int times) {
        calls.merge(verb + " " + resource, times, Integer::sum);
    }

    /** How often each, by names such as {@code create services}. */
    Map<String, Integer> calls() {
        return Map.copyOf(calls);
    }
}
