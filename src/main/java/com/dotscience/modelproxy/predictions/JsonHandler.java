package com.dotscience.modelproxy.predictions;

/** Is told what a JSON text consists of, in its order. What it has no use for it ignores. */
interface JsonHandler {

    void startObject();

    void endObject();

    void startArray();

    void endArray();

    void name(String name);

    void string(String value);

    void number(double value, boolean whole);

    /** Takes {@code true}, {@code false} and {@code null}. */
    void literal();

    /** What takes the numbers right inside the array that has just started, instead of {@link #number}. */
    Numbers numbers();
}
