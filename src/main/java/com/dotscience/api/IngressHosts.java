package com.dotscience.api;

import java.util.List;
import java.util.stream.Stream;

/** The hosts at which a model is asked for from outside. */
public final class IngressHosts {

    private IngressHosts() {}

    /** Returns them, each once, in the order in which they are asked for; none if every host is meant, or nothing at all. */
    public static List<String> of(IngressSpec asked) {
        return Stream.concat(Stream.of(asked.getHost()), asked.getAdditionalHostsList().stream())
                .filter(host -> !host.isEmpty())
                .distinct()
                .toList();
    }
}
