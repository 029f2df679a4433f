package com.dotscience.modelproxy.scrape;

import java.util.Locale;

/** Why a line of the model's metrics is not shown. */
enum DroppedLine {
    /** Its family has a name that is kept for the model-proxy's own. */
    CLASH,
    /** It is no line of the format. */
    SYNTAX,
    /** The same was said before. */
    DUPLICATE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
