package com.dotscience.deployer.plan;

import java.util.List;

/**
 * A field whose value differs from the one that was written. People see it, and it leads to whoever changed the field.
 *
 * @param field its path for people, such as {@code spec.template.spec.containers[model].image}
 * @param written the value that is wanted; {@value #NOTHING} if the field is not wanted
 * @param there the value that it has instead; {@value #NOTHING} if it is missing
 * @param managed the names and the element keys (as JSON) that lead to the field in the object as it is
 */
public record Difference(String field, String written, String there, List<String> managed) {

    /** This word stands in for a value that does not exist. */
    public static final String NOTHING = "nothing";

    public Difference {
        managed = List.copyOf(managed);
    }

    /** Describes the difference for people, as in {@code spec.replicas: written 2, there is 5}. */
    @Override
    public String toString() {
        return field + ": written " + written + ", there is " + there;
    }
}
