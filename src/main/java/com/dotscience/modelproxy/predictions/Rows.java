package com.dotscience.modelproxy.predictions;

import java.util.ArrayList;
import java.util.List;

/** Reads a list of instances, each a value, a list, or an object with an output per field: TensorFlow's {@code predictions}. */
final class Rows implements Section {

    private static final int MAX_OUTPUTS = 64;

    private final CellBuilder cell;
    private final Classifier classifier;
    private final List<Field> fields = new ArrayList<>();
    private final Numbers scalars = this::number;
    private String name;
    private boolean object;
    private int depth;

    Rows(Classes classes, Predictions found) {
        cell = new CellBuilder(classes);
        classifier = new Classifier(classes, found);
    }

    /** The depth of single values: in the list, or in the object of an instance. */
    private int values() {
        return object ? 2 : 1;
    }

    @Override
    public void startObject() {
        depth++;
        if (depth == 2 && !object) {
            object = true;
            fields.clear();
        } else {
            startDeeper();
        }
    }

    @Override
    public void endObject() {
        if (depth == 2 && object) {
            classifier.on(fields);
            object = false;
        } else {
            endValues();
        }
        depth--;
    }

    @Override
    public void startArray() {
        depth++;
        if (depth == values() + 1) {
            cell.begin(Field.namesLabels(object ? name : null));
        } else if (depth > 1) {
            startDeeper();
        }
    }

    @Override
    public void endArray() {
        endValues();
        depth--;
    }

    private void startDeeper() {
        if (depth == values() + 1) {
            cell.begin(false);
        }
        cell.deeper();
    }

    private void endValues() {
        if (depth == values() + 1) {
            complete(cell.build());
        }
    }

    @Override
    public void name(String key) {
        if (depth == 2 && object) {
            name = key;
        }
    }

    @Override
    public void string(String value) {
        boolean alone = begin();
        if (depth <= values() + 1) {
            cell.string(value);
        }
        end(alone);
    }

    @Override
    public void number(double value, boolean whole) {
        boolean alone = begin();
        if (depth <= values() + 1) {
            cell.number(value, whole);
        }
        end(alone);
    }

    @Override
    public void literal() {
        boolean alone = begin();
        cell.deeper();
        end(alone);
    }

    private boolean begin() {
        boolean alone = depth == values();
        if (alone) {
            cell.begin(Field.namesLabels(object ? name : null));
        }
        return alone;
    }

    private void end(boolean alone) {
        if (alone) {
            complete(cell.build());
        }
    }

    private void complete(Cell value) {
        if (!object) {
            classifier.on(value);
        } else if (fields.size() < MAX_OUTPUTS) {
            fields.add(new Field(name, value));
        }
    }

    @Override
    public Numbers numbers() {
        if (depth == values()) {
            return scalars;
        }
        return depth == values() + 1 ? cell : (value, whole) -> {};
    }
}
