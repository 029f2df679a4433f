package com.dotscience.cli.output;

import com.dotscience.text.DisplayWidth;

/**
 * Shows progress while ds waits: in a terminal as one line that is overwritten, elsewhere as a new line for each change. Old text is
 * overwritten with spaces, so that a terminal needs to understand only carriage returns.
 */
public final class Progress {

    private final Terminal terminal;
    private final boolean result;
    private String last = "";
    private int painted;
    private boolean ended;

    /** @param result whether the progress is part of the result, on stdout; otherwise it goes to stderr */
    public Progress(Terminal terminal, boolean result) {
        this.terminal = terminal;
        this.result = result;
    }

    /**
     * Shows the present state.
     *
     * @param age changes all the time, so it is shown in a terminal only
     */
    public synchronized void update(String text, String age) {
        if (ended) {
            return;
        }
        int columns = result ? terminal.columns() : 0;
        if (columns > 0) {
            // The last column stays free, because some terminals wrap as soon as it is written.
            String line = DisplayWidth.cut(text + " (" + age + ")", columns - 1, terminal.ellipsis());
            terminal.overwrite(DisplayWidth.pad(line, Math.min(painted, columns - 1)));
            painted = DisplayWidth.of(line);
        } else if (!text.equals(last)) {
            print(text);
        }
        last = text;
    }

    /** Shows the final state, which is not overwritten. */
    public synchronized void finish(String text) {
        if (ended) {
            return;
        }
        clear();
        print(text);
    }

    /**
     * Ends the progress and keeps its last line on the screen, so that another message can follow.
     *
     * @return false if it had ended before
     */
    public synchronized boolean leave() {
        if (ended) {
            return false;
        }
        ended = true;
        if (painted > 0) {
            terminal.overwrite(DisplayWidth.pad("", painted));
            terminal.overwrite(last + System.lineSeparator());
            painted = 0;
        }
        return true;
    }

    private void clear() {
        if (painted > 0) {
            terminal.overwrite(DisplayWidth.pad("", painted));
            terminal.overwrite("");
            painted = 0;
        }
    }

    private void print(String text) {
        if (result) {
            terminal.line(text);
            terminal.flush();
        } else {
            terminal.error(text);
        }
    }
}
