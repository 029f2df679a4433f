package com.dotscience.modelproxy.predictions;

/** Reads an object of lists, each with one value or list per instance: TensorFlow's {@code outputs}, if there are several. */
final class NamedOutputs implements Section {

    private final CellBuilder cell;
    private final Columns columns;
    private final Numbers scalars = this::number;
    private boolean labels;
    private int depth;

    NamedOutputs(Classes classes, Predictions found) {
        cell = new CellBuilder(classes);
        columns = new Columns(classes, found);
    }

    @Override
    public void name(String name) {
        if (depth == 1) {
            columns.begin(name);
            labels = Field.namesLabels(name);
        }
    }

    @Override
    public void startObject() {
        start();
    }

    @Override
    public void endObject() {
        end();
    }

    @Override
    public void startArray() {
        start();
    }

    @Override
    public void endArray() {
        end();
    }

    private void start() {
        depth++;
        if (depth == 3) {
            cell.begin(labels);
        } else if (depth > 3) {
            cell.deeper();
        }
    }

    private void end() {
        if (depth == 3) {
            columns.add(cell.build());
        }
        depth--;
    }

    @Override
    public void string(String value) {
        if (depth <= 2) {
            cell.begin(labels);
        }
        cell.string(value);
        alone();
    }

    @Override
    public void number(double value, boolean whole) {
        if (depth <= 2) {
            cell.begin(labels);
        }
        cell.number(value, whole);
        alone();
    }

    @Override
    public void literal() {
        if (depth <= 2) {
            cell.begin(labels);
        }
        cell.deeper();
        alone();
    }

    private void alone() {
        if (depth <= 2) {
            columns.add(cell.build());
        }
    }

    @Override
    public Numbers numbers() {
        return depth == 2 ? scalars : cell;
    }

    @Override
    public void done() {
        columns.done();
    }
}
