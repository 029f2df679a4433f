package com.dotscience.cli.output;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/** Finds out how wide the terminal is. */
final class TerminalWidth {

    /** The width of a terminal that does not report one. */
    static final int DEFAULT = 80;

    private TerminalWidth() {}

    /** Returns the present number of columns; 0 if stdout is no terminal, which the launcher reports in {@code ds.terminal}. */
    static int ofThisProcess() {
        return Boolean.getBoolean("ds.terminal") ? reported() : 0;
    }

    private static int reported() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(Redirect.DISCARD)
                    .start();
            String rowsAndColumns = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int columns = Integer.parseInt(rowsAndColumns.strip().split(" ")[1]);
            return columns > 0 ? columns : DEFAULT;
        } catch (IOException | RuntimeException e) {
            return DEFAULT;
        }
    }
}
