package com.dotscience.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What people were told in their terminal session already. Where that cannot be kept they are told again. */
final class ShownReminders {

    /** Of all sessions; older ones have ended, or hear it once more. */
    private static final int KEPT = 50;

    private final Path file;
    private final String session;

    /** @param session tells this terminal session from others */
    ShownReminders(Map<String, String> environment, String session) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        this.file = (cache.isEmpty()
                        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                        : Path.of(cache))
                .resolve("dotscience")
                .resolve("said");
        this.session = session;
    }

    /** Whether this is to be said now, since it was not in this session. */
    boolean isNew(String text) {
        String line = session + " " + text;
        List<String> lines = new ArrayList<>(kept());
        if (lines.contains(line)) {
            return false;
        }
        lines.add(line);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines.subList(Math.max(0, lines.size() - KEPT), lines.size()));
        } catch (IOException e) {
            // It is said again, then.
        }
        return true;
    }

    private List<String> kept() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
