package com.dotscience.modelproxy.predictions;

import java.util.Locale;
import java.util.Set;

/** A cell and the name of its output, which tells labels from scores. */
record Field(String name, Cell cell) {

    /** Names of TensorFlow's signatures and estimators, of detectors, and common ones. Case, "_" and "-" are ignored. */
    private static final Set<String> LABELS = Set.of(
            "class",
            "classes",
            "classid",
            "classids",
            "classname",
            "classnames",
            "category",
            "categories",
            "label",
            "labels",
            "labelid",
            "labelids",
            "predictedclass",
            "predictedlabel",
            "detectionclasses");

    private static final Set<String> SCORES = Set.of(
            "score",
            "scores",
            "probability",
            "probabilities",
            "prob",
            "probs",
            "confidence",
            "confidences",
            "softmax",
            "logistic",
            "detectionscores");

    static boolean namesLabels(String name) {
        return name != null && LABELS.contains(plain(name));
    }

    boolean isScores() {
        return name != null && SCORES.contains(plain(name));
    }

    boolean isLabels() {
        return namesLabels(name);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
