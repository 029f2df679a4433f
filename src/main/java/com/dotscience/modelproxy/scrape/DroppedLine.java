package com.dotscience.modelproxy.scrape;

import java.util.Locale;

/** Why a line of the model's metrics is dropped. */
enum DroppedLine {
    /** Its name is reserved for the model-proxy's own metrics. */
    CLASH,
    /** It is not valid in the text format. */
    SYNTAX,
    /** It repeats a line before it. */
    DUPLICATE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
