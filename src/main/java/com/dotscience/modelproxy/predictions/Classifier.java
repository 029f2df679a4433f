package com.dotscience.modelproxy.predictions;

import com.dotscience.modelproxy.predictions.Cell.Labels;
import com.dotscience.modelproxy.predictions.Cell.Scores;
import java.util.List;

/** Which class an instance is of, by what the outputs say. */
final class Classifier {

    private final Classes classes;
    private final Predictions found;

    Classifier(Classes classes, Predictions found) {
        this.classes = classes;
        this.found = found;
    }

    /** An instance of which one output speaks, that has no name. */
    void on(Cell cell) {
        if (cell instanceof Scores scores) {
            on(scores);
        } else if (cell instanceof Labels labels && labels.classes().length == 1) {
            found.add(labels.classes()[0], Double.NaN);
        } else if (cell == Cell.DEEPER) {
            // Of each pixel, say: a classification of parts of an instance, not of it.
            found.giveUp(UnreadReason.FORM);
        } else {
            found.add(Classes.NONE, Double.NaN);
        }
    }

    /** An instance of which several outputs speak: a label says more than scores, and scores say how sure it is. */
    void on(List<Field> fields) {
        Scores scores = scores(fields);
        Labels labels = labels(fields);
        if (labels == null && scores == null) {
            found.add(Classes.NONE, Double.NaN);
        } else if (labels == null) {
            on(scores);
        } else {
            int label = labels.classes().length == 1 ? 0 : best(scores, labels.classes().length);
            double confidence = scores != null && isProbability(scores.best()) ? scores.best() : Double.NaN;
            found.add(label < 0 ? Classes.NONE : labels.classes()[label], label < 0 ? Double.NaN : confidence);
        }
    }

    /** The label of the highest score, where there is a score for each. */
    private static int best(Scores scores, int labels) {
        return scores == null || scores.size() != labels ? -1 : scores.winner();
    }

    private void on(Scores scores) {
        if (scores.winner() < 0) {
            found.add(Classes.NONE, Double.NaN);
        } else if (scores.size() > 1) {
            found.add(classes.ofIndex(scores.winner()), isProbability(scores.best()) ? scores.best() : Double.NaN);
        } else if (!scores.whole() && classes.size() == 2 && isProbability(scores.best())) {
            // A sigmoid: how sure the model is that it is the second of two.
            boolean second = scores.best() >= 0.5;
            found.add(classes.ofIndex(second ? 1 : 0), second ? scores.best() : 1 - scores.best());
        } else {
            boolean index = scores.best() == Math.rint(scores.best());
            found.add(index ? classes.ofIndex((long) scores.best()) : Classes.NONE, Double.NaN);
        }
    }

    /** By name, else what there is. */
    private static Labels labels(List<Field> fields) {
        Labels found = null;
        for (Field field : fields) {
            if (field.cell() instanceof Labels labels && labels.classes().length > 0) {
                if (field.isLabels()) {
                    return labels;
                }
                found = found == null ? labels : found;
            }
        }
        return found;
    }

    /** By name, else a vector that has one for each class, else what there is. */
    private Scores scores(List<Field> fields) {
        Scores found = null;
        int least = Integer.MAX_VALUE;
        for (Field field : fields) {
            if (field.cell() instanceof Scores scores && rank(field) < least) {
                found = scores;
                least = rank(field);
            }
        }
        return found;
    }

    private int rank(Field field) {
        if (field.isScores()) {
            return 0;
        }
        return ((Scores) field.cell()).size() == classes.size() ? 1 : 2;
    }

    private static boolean isProbability(double value) {
        return value >= 0 && value <= 1;
    }
}
