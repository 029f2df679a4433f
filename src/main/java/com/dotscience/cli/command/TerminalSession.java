package com.dotscience.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The terminal session that ds runs in: all that was started from one login or one window of a terminal. */
final class TerminalSession {

    /** Of the words behind the command in {@code /proc/PID/stat}: state, parent, process group, session. */
    private static final int SESSION = 3;

    private TerminalSession() {}

    /** Tells it from every other; where the system does not say which it is, the program that started ds stands for it. */
    static String ofThisProcess() {
        return leader().or(() -> ProcessHandle.current().parent())
                .map(process -> process.pid() + "@"
                        + process.info().startInstant().map(Object::toString).orElse(""))
                .orElse("");
    }

    private static Optional<ProcessHandle> leader() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return ProcessHandle.of(Long.parseLong(words[SESSION]));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            // No Linux.
            return Optional.empty();
        }
    }
}
