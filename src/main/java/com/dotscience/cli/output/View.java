package com.dotscience.cli.output;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A result of a command, which can be shown as text, and as JSON or YAML. */
public interface View {

    /** Prints the result for people. */
    void text(Terminal terminal);

    /** Prints the result for people who want to see more of it, where there is more. */
    default void wide(Terminal terminal) {
        text(terminal);
    }

    /** Returns the result for programs, made of maps, lists, strings, numbers, booleans and null. */
    Object json();

    /** Prints the result as YAML: the same as {@link #json}, unless it consists of documents. */
    default void yaml(Terminal terminal) {
        terminal.yaml(json());
    }

    /** Returns the name of each thing in the result, or its id if nothing says the name. */
    default List<String> names() {
        Object json = json();
        return (json instanceof List<?> list ? list.stream() : Stream.of(json))
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .map(each -> each.get("name") == null ? each.get("id") : each.get("name"))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
    }
}
