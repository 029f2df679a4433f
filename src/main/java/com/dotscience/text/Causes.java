package com.dotscience.text;

import com.google.common.base.Throwables;
import java.util.Optional;

/** What caused a failure: libraries wrap it, often several times, in failures that only say that something failed. */
public final class Causes {

    private Causes() {}

    /** What the innermost cause says, or what kind it is where it says nothing. */
    public static String root(Throwable failure) {
        Throwable root = Throwables.getRootCause(failure);
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /** The outermost of this kind, the failure itself included. */
    public static <T extends Throwable> Optional<T> first(Class<T> kind, Throwable failure) {
        return Throwables.getCausalChain(failure).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
