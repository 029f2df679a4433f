package com.dotscience.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Remembers in a file which reminders a terminal session has shown. If the file cannot be written, they are shown again. */
final class ShownReminders {

    /** The number of reminders that are kept for all sessions together. Older ones may be shown again. */
    private static final int MAX_KEPT = 50;

    private final Path file;
    private final String session;

    /** @param session identifies this terminal session */
    ShownReminders(Map<String, String> environment, String session) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        this.file = (cache.isEmpty()
                        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                        : Path.of(cache))
                .resolve("dotscience")
                .resolve("said");
        this.session = session;
    }

    /** Returns true if this session has not shown the text yet, and remembers that it has now. */
    boolean markShown(String text) {
        String line = session + " " + text;
        List<String> lines = new ArrayList<>(kept());
        if (lines.contains(line)) {
            return false;
        }
        lines.add(line);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines.subList(Math.max(0, lines.size() - MAX_KEPT), lines.size()));
        } catch (IOException e) {
            // The reminder will be shown again.
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
