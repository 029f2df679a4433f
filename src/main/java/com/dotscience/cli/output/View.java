package com.dotscience.cli.output;

/** A result of a command, which can be shown as text and as JSON. */
public interface View {

    /** Prints the result for people. */
    void text(Terminal terminal);

    /** Returns the result for programs, made of maps, lists, strings, numbers, booleans and null. */
    Object json();
}
