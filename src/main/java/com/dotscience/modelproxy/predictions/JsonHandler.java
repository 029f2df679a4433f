package com.dotscience.modelproxy.predictions;

/** Receives the tokens of a JSON text in order, and ignores those that it has no use for. */
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

    /** Receives the numbers directly inside the array that has just started, in place of {@link #number}. */
    Numbers numbers();
}
