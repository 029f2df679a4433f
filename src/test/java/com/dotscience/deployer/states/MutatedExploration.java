package com.dotscience.deployer.states;

import com.dotscience.deployer.states.Event.Kind;
import java.util.EnumSet;
import java.util.concurrent.Callable;

/** An exploration of a product with a fault. The loader of the mutant makes it, so it speaks with others in strings alone. */
public final class MutatedExploration implements Callable<String> {

    private final EnumSet<Kind> kinds = EnumSet.allOf(Kind.class);
    private final int depth;

    /**
     * @param without the name of the kind of event that does not happen; empty if all do
     * @param depth how many events follow one another
     */
    public MutatedExploration(String without, int depth) {
        if (!without.isEmpty()) {
            kinds.remove(Kind.valueOf(without));
        }
        this.depth = depth;
    }

    /** Returns what does not hold; an empty string if nobody notices the fault. */
    @Override
    public String call() {
        return String.join(
                "", new Exploration(kinds, 1).explore(0, depth, depth).broken());
    }
}
