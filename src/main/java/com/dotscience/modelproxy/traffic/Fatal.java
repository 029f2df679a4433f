package com.dotscience.modelproxy.traffic;

/** What ends the process: without memory it would go on deaf, with a port that is open. */
@FunctionalInterface
public interface Fatal {

    /** Ends the process. */
    void end(Throwable cause);

    /** Ends the process if it was the memory that was missing, of whatever kind. */
    default void check(Throwable cause) {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof VirtualMachineError) {
                end(reason);
            }
        }
    }
}
