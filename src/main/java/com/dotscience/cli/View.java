package com.dotscience.cli;

/** A result, for people and for programs. */
interface View {

    void text(Terminal terminal);

    /** Maps, lists, strings, numbers, booleans and null, as {@link Json} writes them. */
    Object json();
}
