package com.dotscience.text;

import com.google.common.base.Throwables;
import java.util.Optional;

/** Finds the cause of a failure, which libraries often wrap several times in failures that say only that something failed. */
public final class Causes {

    private Causes() {}

    /** The message of the innermost cause, or its class where it has no message. */
    public static String root(Throwable failure) {
        Throwable root = Throwables.getRootCause(failure);
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /** The outermost cause of this kind; it may be the failure itself. */
    public static <T extends Throwable> Optional<T> first(Class<T> kind, Throwable failure) {
        return Throwables.getCausalChain(failure).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
