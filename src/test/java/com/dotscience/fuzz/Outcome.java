package com.dotscience.fuzz;

import java.util.List;

/**
 * What became of an input.
 *
 * @param size of what was made of it, in characters or bytes
 * @param refusals each as people read it; empty if all of it was taken
 */
public record Outcome(long size, List<String> refusals) {

    public Outcome {
        refusals = List.copyOf(refusals);
    }

    /** All of it was taken. */
    public static Outcome taken(long size) {
        return new Outcome(size, List.of());
    }

    /** It was refused. */
    public static Outcome refused(String why) {
        return new Outcome(0, List.of(why));
    }
}
