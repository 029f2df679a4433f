package com.dotscience.cli.output;

import java.util.List;
import java.util.Map;

/** The rows of a table at one moment, for a command that prints those again that change. */
public record Snapshot(String heading, List<Row> rows) {

    public Snapshot {
        rows = List.copyOf(rows);
    }

    /**
     * One thing in the table.
     *
     * @param id tells it from the others
     * @param cells what the line shows of it, without what time alone changes, such as its age
     * @param line shows it to people
     * @param json shows it to programs
     */
    public record Row(String id, List<String> cells, String line, Map<String, Object> json) {

        public Row {
            cells = List.copyOf(cells);
        }
    }
}
