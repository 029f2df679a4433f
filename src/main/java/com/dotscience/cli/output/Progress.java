package com.dotscience.cli.output;

import com.dotscience.text.DisplayWidth;

/**
 * What is said while ds waits: in a terminal one line that is written over, else a line whenever there is something new.
 * Spaces wipe out what was there, so that no terminal has to know more than carriage returns.
 */
public final class Progress {

    private final Terminal terminal;
    private final boolean result;
    private String last = "";
    private int painted;
    private boolean over;

    /** @param result whether it is part of the result, on stdout; else it goes to stderr */
    public Progress(Terminal terminal, boolean result) {
        this.terminal = terminal;
        this.result = result;
    }

    /**
     * How it is now.
     *
     * @param age what changes all the time, and is shown in a terminal only
     */
    public synchronized void now(String text, String age) {
        if (over) {
            return;
        }
        int columns = result ? terminal.columns() : 0;
        if (columns > 0) {
            // The last column stays free: some terminals go to the next line once it is written.
            String line = DisplayWidth.cut(text + " (" + age + ")", columns - 1, terminal.ellipsis());
            terminal.over(DisplayWidth.pad(line, Math.min(painted, columns - 1)));
            painted = DisplayWidth.of(line);
        } else if (!text.equals(last)) {
            say(text);
        }
        last = text;
    }

    /** The end of it, which stays. */
    public synchronized void end(String text) {
        if (over) {
            return;
        }
        clear();
        say(text);
    }

    /**
     * Leaves the line, as it is, to whoever writes next; from now on nothing is said here.
     *
     * @return false if somebody else was to write next already
     */
    public synchronized boolean leave() {
        if (over) {
            return false;
        }
        over = true;
        if (painted > 0) {
            terminal.over(DisplayWidth.pad("", painted));
            terminal.over(last + System.lineSeparator());
            painted = 0;
        }
        return true;
    }

    private void clear() {
        if (painted > 0) {
            terminal.over(DisplayWidth.pad("", painted));
            terminal.over("");
            painted = 0;
        }
    }

    private void say(String text) {
        if (result) {
            terminal.line(text);
            terminal.flush();
        } else {
            terminal.error(text);
        }
    }
}
