package com.dotscience.cli.output;

import com.dotscience.text.DisplayWidth;
import java.util.ArrayList;
import java.util.List;

/** Formats lines of a label and a value, with the values in one column. */
public final class Fields {

    private final int column;
    private final List<String> lines = new ArrayList<>();

    /** @param column the column in which the values start, counted from 0 */
    public Fields(int column) {
        this.column = column;
    }

    public Fields add(String label, String value) {
        lines.add(DisplayWidth.pad(label + ":", column) + value);
        return this;
    }

    /** Adds a line only if there is a value. */
    public Fields addIfAny(String label, String value) {
        return value.isEmpty() ? this : add(label, value);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
