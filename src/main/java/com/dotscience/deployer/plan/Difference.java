package com.dotscience.deployer.plan;

import java.util.List;

/**
 * A field whose value differs from the one that was written.
 *
 * @param field for people, such as {@code spec.template.spec.containers[model].image}
 * @param written what is wanted there; {@value #NOTHING} if it has no place there
 * @param there what is there instead; {@value #NOTHING} if it is missing
 * @param managed the names and the element keys (as JSON) that lead to it in the object as it is
 */
public record Difference(String field, String written, String there, List<String> managed) {

    /** In place of a value. */
    public static final String NOTHING = "nothing";

    public Difference {
        managed = List.copyOf(managed);
    }

    /** {@code spec.replicas: written 2, there is 5}. */
    @Override
    public String toString() {
        return field + ": written " + written + ", there is " + there;
    }
}
