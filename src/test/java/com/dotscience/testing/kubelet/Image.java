package com.dotscience.testing.kubelet;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a container is made of. */
public sealed interface Image {

    /**
     * One that runs here.
     *
     * @param command the program and its arguments, which may name ports of the pod
     * @param environment what is set unless the container sets it otherwise
     */
    record Program(Function<PodPorts, List<String>> command, Map<String, String> environment) implements Image {}

    /** One that does not run here: its container looks as if it did. */
    record Pretended() implements Image {}

    /** One that there is not, as a registry says. */
    record Missing(String message) implements Image {}
}
