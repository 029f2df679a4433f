package com.dotscience.resource;

/** A file is neither YAML nor JSON, or holds what no resource can. */
public final class UnreadableFile extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;

    UnreadableFile(int line, String message) {
        super(message);
        this.line = line;
    }

    /** Returns the line, counted from 1. */
    public int line() {
        return line;
    }
}
