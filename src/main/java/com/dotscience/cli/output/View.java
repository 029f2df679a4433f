package com.dotscience.cli.output;

/** A result, for people and for programs. */
public interface View {

    void text(Terminal terminal);

    /** Maps, lists, strings, numbers, booleans and null, as {@link Json} writes them. */
    Object json();
}
