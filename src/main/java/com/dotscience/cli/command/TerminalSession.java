package com.dotscience.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Identifies the terminal session that ds runs in, which contains everything started from one login or one window. */
final class TerminalSession {

    /** The position of the session behind the command in {@code /proc/PID/stat}: state, parent, process group, session. */
    private static final int SESSION = 3;

    private TerminalSession() {}

    /** Returns an id of the session. If the system does not report the session, the parent process stands for it. */
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
            // Other systems than Linux have no such file.
            return Optional.empty();
        }
    }
}
