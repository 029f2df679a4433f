package com.dotscience.resource;

import java.util.stream.Collectors;

/** The table of all fields in the docs. */
final class FieldTable {

    private FieldTable() {}

    /** Returns the page in Markdown. */
    static String page() {
        return """
                # The fields of a model deployment's file

                `ds deployment explain` says the same, and [the JSON Schema](../schema/modeldeployment.schema.json) says it to
                editors. [What ds does with such files](ds.md#files) has examples. All three are made of the one description in
                `com.dotscience.resource`, and so is this page.

                | Field | Type | |
                |---|---|---|
                """ + Explanation.all().stream().map(FieldTable::row).collect(Collectors.joining());
    }

    private static String row(Explanation.Place place) {
        Field field = place.explanation().field();
        return "| `" + place.path() + "` | " + field.type() + " | "
                + place.explanation().sentences() + (field.required() ? " Must be given." : "") + " |\n";
    }
}
