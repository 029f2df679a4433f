package com.dotscience.cli.output;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/** How wide the terminal is that ds writes to. */
final class TerminalWidth {

    /** What a terminal has that does not say. */
    static final int USUAL = 80;

    private TerminalWidth() {}

    /** In columns, now: people resize. 0 if stdout is no terminal, which the program's launcher says. */
    static int ofThisProcess() {
        return Boolean.getBoolean("ds.terminal") ? asked() : 0;
    }

    private static int asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(Redirect.DISCARD)
                    .start();
            String rowsAndColumns = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int columns = Integer.parseInt(rowsAndColumns.strip().split(" ")[1]);
            return columns > 0 ? columns : USUAL;
        } catch (IOException | RuntimeException e) {
            return USUAL;
        }
    }
}
