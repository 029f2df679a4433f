package com.dotscience.deployer.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The operator's files that cannot be used, and whether all writes stop for one. They do where it was to replace a bundled file and
 * nothing of the operator's has run in its place since the start: what it was to keep from being written is not known.
 */
final class RefusedFiles {

    /** @param stops whether nothing is written until the file can be used, or is gone */
    private record Refusal(RouteFile file, String why, boolean stops) {}

    private final Map<String, Refusal> refusals = new TreeMap<>();
    private Optional<String> unreadable = Optional.empty();
    private boolean unreadableStops;
    private volatile Optional<String> hold = Optional.empty();

    /** Why nothing is written, a sentence for people; empty while writes go on. May be asked by any thread. */
    Optional<String> hold() {
        return hold;
    }

    /** What cannot be used, each a sentence. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>(unreadable.stream().toList());
        refusals.values().forEach(refusal -> sentences.add(refusal.why));
        return sentences;
    }

    /** Whether this very file was tried before. */
    boolean contains(RouteFile file) {
        Refusal known = refusals.get(file.name());
        return known != null && known.file.equals(file);
    }

    /** @param stops whether all writes stop for it; those that stopped for the file before it stay so */
    boolean add(RouteFile file, String why, boolean stops) {
        Refusal before = refusals.get(file.name());
        boolean all = stops || before != null && before.stops;
        refusals.put(file.name(), new Refusal(file, why, all));
        decide();
        return all;
    }

    /** The file of this name is used now. */
    void remove(String name) {
        refusals.remove(name);
        decide();
    }

    /** Forgets the files that are gone. */
    void retain(Set<String> names) {
        refusals.keySet().retainAll(names);
        decide();
    }

    /** @param stops whether all writes stop while the folder cannot be read: at the start it is not known what is in it */
    void unreadable(String why, boolean stops) {
        unreadable = Optional.of(why);
        unreadableStops = stops;
        decide();
    }

    /** The folder was read. */
    void readable() {
        unreadable = Optional.empty();
        decide();
    }

    private void decide() {
        if (unreadableStops && unreadable.isPresent()) {
            hold = unreadable.map(why -> "Held until the folder of routes can be read: " + why);
            return;
        }
        List<String> stopping = refusals.values().stream()
                .filter(Refusal::stops)
                .map(Refusal::why)
                .toList();
        hold = stopping.isEmpty()
                ? Optional.empty()
                : Optional.of("Held until a file of routes is corrected or removed: " + String.join("; ", stopping));
    }
}
