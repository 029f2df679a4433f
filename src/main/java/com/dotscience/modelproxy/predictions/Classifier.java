package com.dotscience.modelproxy.predictions;

import com.dotscience.modelproxy.predictions.Cell.Labels;
import com.dotscience.modelproxy.predictions.Cell.Scores;
import java.util.List;

/** Derives the predicted class of each instance from the outputs of the model. */
final class Classifier {

    private final Classes classes;
    private final Predictions found;

    Classifier(Classes classes, Predictions found) {
        this.classes = classes;
        this.found = found;
    }

    /** Counts an instance with one output that has no name. */
    void on(Cell cell) {
        if (cell instanceof Scores scores) {
            on(scores);
        } else if (cell instanceof Labels labels && labels.classes().length == 1) {
            found.add(labels.classes()[0], Double.NaN);
        } else if (cell == Cell.DEEPER) {
            // This classifies parts of an instance, such as pixels, and not the instance.
            found.giveUp(UnreadReason.FORM);
        } else {
            found.add(Classes.NONE, Double.NaN);
        }
    }

    /** Counts an instance with several outputs: a label has priority over scores, and scores give the confidence. */
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

    /** The label of the highest score, if each label has a score. */
    private static int best(Scores scores, int labels) {
        return scores == null || scores.size() != labels ? -1 : scores.winner();
    }

    private void on(Scores scores) {
        if (scores.winner() < 0) {
            found.add(Classes.NONE, Double.NaN);
        } else if (scores.size() > 1) {
            found.add(classes.ofIndex(scores.winner()), isProbability(scores.best()) ? scores.best() : Double.NaN);
        } else if (!scores.whole() && classes.size() == 2 && isProbability(scores.best())) {
            // This is a sigmoid: the probability of the second of two classes.
            boolean second = scores.best() >= 0.5;
            found.add(classes.ofIndex(second ? 1 : 0), second ? scores.best() : 1 - scores.best());
        } else {
            boolean index = scores.best() == Math.rint(scores.best());
            found.add(index ? classes.ofIndex((long) scores.best()) : Classes.NONE, Double.NaN);
        }
    }

    /** The labels, found by the name of the output, or the only ones. */
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

    /** The scores, found by the name of the output, by a length equal to the number of classes, or the only ones. */
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
