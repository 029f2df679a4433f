package com.dotscience.modelproxy.predictions;

import java.util.ArrayList;
import java.util.List;

/** Several outputs, each with a cell for every instance. */
final class Columns {

    /** A bound on the cells of all outputs together; a cell takes about forty bytes. */
    private static final int MAX_CELLS = 16_384;

    private record Column(String name, List<Cell> cells) {}

    private final Classifier classifier;
    private final Predictions found;
    private final List<Column> columns = new ArrayList<>();
    private int cells;

    Columns(Classes classes, Predictions found) {
        this.classifier = new Classifier(classes, found);
        this.found = found;
    }

    void begin(String name) {
        columns.add(new Column(name, new ArrayList<>()));
        count();
    }

    /** Adds a cell to the output that has begun last. */
    void add(Cell cell) {
        if (count()) {
            columns.get(columns.size() - 1).cells().add(cell);
        }
    }

    private boolean count() {
        if (++cells > MAX_CELLS) {
            found.giveUp(UnreadReason.TOO_LARGE);
        }
        return cells <= MAX_CELLS;
    }

    /** All outputs are complete, so that the n-th cells of all of them make the n-th instance. */
    void done() {
        int instances =
                columns.stream().mapToInt(column -> column.cells().size()).max().orElse(0);
        for (int i = 0; i < instances; i++) {
            if (columns.size() == 1) {
                classifier.on(columns.get(0).cells().get(i));
                continue;
            }
            List<Field> fields = new ArrayList<>(columns.size());
            for (Column column : columns) {
                if (i < column.cells().size()) {
                    fields.add(new Field(column.name(), column.cells().get(i)));
                }
            }
            classifier.on(fields);
        }
    }
}
