package com.dotscience.deployer.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The operator's files that cannot be used. All writes stop if such a file should replace a bundled one and no file of
 * the operator's has run in its place since the start, because the file may have been meant to prevent some writes.
 */
final class RefusedFiles {

    /** @param stops whether nothing is written until the file can be used or is removed */
    private record Refusal(RouteFile file, String why, boolean stops) {}

    private final Map<String, Refusal> refusals = new TreeMap<>();
    private Optional<String> unreadable = Optional.empty();
    private boolean unreadableStops;
    private volatile Optional<String> hold = Optional.empty();

    /** Returns a sentence that says why nothing is written; empty while writes go on. Any thread may call it. */
    Optional<String> hold() {
        return hold;
    }

    /** Returns a sentence for each file that cannot be used. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>(unreadable.stream().toList());
        refusals.values().forEach(refusal -> sentences.add(refusal.why));
        return sentences;
    }

    /** Returns whether this file, with the same content, was refused before. */
    boolean contains(RouteFile file) {
        Refusal known = refusals.get(file.name());
        return known != null && known.file.equals(file);
    }

    /**
     * @param stops whether all writes stop for it; if they stopped for an earlier version of the file, they remain
     *     stopped
     */
    boolean add(RouteFile file, String why, boolean stops) {
        Refusal before = refusals.get(file.name());
        boolean all = stops || before != null && before.stops;
        refusals.put(file.name(), new Refusal(file, why, all));
        decide();
        return all;
    }

    /** Forgets the file of this name, because it is used now. */
    void remove(String name) {
        refusals.remove(name);
        decide();
    }

    /** Forgets the files that no longer exist. */
    void retain(Set<String> names) {
        refusals.keySet().retainAll(names);
        decide();
    }

    /**
     * @param stops whether all writes stop while the folder cannot be read, because its files are not known at the
     *     start
     */
    void unreadable(String why, boolean stops) {
        unreadable = Optional.of(why);
        unreadableStops = stops;
        decide();
    }

    /** Records that the folder was read. */
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
