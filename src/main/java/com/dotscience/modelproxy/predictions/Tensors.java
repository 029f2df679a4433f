package com.dotscience.modelproxy.predictions;

import java.util.Arrays;

/**
 * Reads a list of tensors, each with a name, a shape and its data, flat or in lists of lists: {@code outputs} of the Open Inference
 * Protocol, https://github.com/kserve/open-inference-protocol.
 */
final class Tensors implements Section {

    /** How many values are kept of a tensor whose shape comes after its data. */
    private static final int MAX_UNSHAPED = 16_384;

    private static final int MAX_DIMENSIONS = 8;

    private final Classes classes;
    private final Predictions found;
    private final CellBuilder cell;
    private final Columns columns;
    private final Numbers values = this::value;
    private final Numbers dimensions = this::dimension;

    private int depth;
    private String key;
    private String name;
    private String type;
    private final long[] shape = new long[MAX_DIMENSIONS];
    private int rank;
    private boolean dataRead;
    private long rowSize;
    private long inRow;
    private double[] unshaped = new double[0];
    private boolean allWhole;
    private int unshapedSize;

    Tensors(Classes classes, Predictions found) {
        this.classes = classes;
        this.found = found;
        this.cell = new CellBuilder(classes);
        this.columns = new Columns(classes, found);
    }

    @Override
    public void startObject() {
        depth++;
        if (depth == 2) {
            name = null;
            type = null;
            key = null;
            rank = 0;
            dataRead = false;
            unshapedSize = 0;
            allWhole = true;
        }
    }

    @Override
    public void endObject() {
        if (depth == 2 && unshapedSize > 0) {
            beginData();
            for (int i = 0; i < unshapedSize; i++) {
                value(unshaped[i], allWhole);
            }
            unshapedSize = 0;
        }
        depth--;
    }

    @Override
    public void startArray() {
        depth++;
        if (depth == 3 && "data".equals(key) && rank > 0) {
            beginData();
        }
    }

    @Override
    public void endArray() {
        depth--;
    }

    /** Begins a column. A vector without a dimension for instances belongs to one instance. */
    private void beginData() {
        dataRead = true;
        columns.begin(name);
        boolean vector = rank == 1 && shape[0] == classes.size() && type != null && type.contains("FP");
        rowSize = rank > 1 || vector ? shape[rank - 1] : 1;
        for (int i = 1; i < rank - 1; i++) {
            // This classifies parts of an instance, such as pixels, and not the instance.
            rowSize = shape[i] == 1 ? rowSize : 0;
        }
        inRow = 0;
        if (rowSize <= 0) {
            found.giveUp(UnreadReason.FORM);
        }
    }

    @Override
    public void name(String field) {
        if (depth == 2) {
            key = field;
        }
    }

    @Override
    public void string(String value) {
        if (depth == 2 && "name".equals(key)) {
            name = value;
        } else if (depth == 2 && "datatype".equals(key)) {
            type = value;
        } else if (depth >= 3 && "data".equals(key)) {
            if (!dataRead) {
                found.giveUp(UnreadReason.FORM);
            } else {
                beginRow();
                cell.string(value);
                endRow();
            }
        }
    }

    @Override
    public void number(double value, boolean whole) {
        numbers().number(value, whole);
    }

    private void value(double value, boolean whole) {
        if (!dataRead) {
            keep(value, whole);
            return;
        }
        beginRow();
        cell.number(value, whole);
        endRow();
    }

    private void beginRow() {
        if (inRow == 0) {
            cell.begin(Field.namesLabels(name));
        }
    }

    private void endRow() {
        if (++inRow >= rowSize) {
            columns.add(cell.build());
            inRow = 0;
        }
    }

    private void keep(double value, boolean whole) {
        if (unshapedSize == MAX_UNSHAPED) {
            found.giveUp(UnreadReason.TOO_LARGE);
            return;
        }
        if (unshapedSize == unshaped.length) {
            unshaped = Arrays.copyOf(unshaped, Math.max(64, unshapedSize * 4));
        }
        unshaped[unshapedSize++] = value;
        allWhole &= whole;
    }

    private void dimension(double value, boolean whole) {
        if (rank < MAX_DIMENSIONS) {
            shape[rank++] = (long) value;
        }
    }

    @Override
    public void literal() {
        number(Double.NaN, false);
    }

    @Override
    public Numbers numbers() {
        if (depth >= 3 && "data".equals(key)) {
            return values;
        }
        return depth == 3 && "shape".equals(key) ? dimensions : (value, whole) -> {};
    }

    @Override
    public void done() {
        columns.done();
    }
}
