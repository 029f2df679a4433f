package com.dotscience.modelproxy.traffic;

/** Ends the process after an error such as lack of memory: it would go on with open ports, and serve nobody. */
@FunctionalInterface
public interface Fatal {

    /** Ends the process. */
    void end(Throwable cause);

    /** Ends the process if the cause is an error of the JVM, such as lack of memory. */
    default void check(Throwable cause) {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof VirtualMachineError) {
                end(reason);
            }
        }
    }
}
