package com.dotscience.deployer.deprecated;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns about former names in an operator's file of routes. It warns once about each name, because a route may use a
 * name for every message.
 */
public final class Deprecation {

    private static final Logger LOG = LoggerFactory.getLogger(Deprecation.class);

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * Warns about a name, unless it has done so before.
     *
     * @param name the former name as a phrase, such as {@code the bean oneAtATime}
     * @param remedy what to write in its place, as an imperative sentence
     */
    public void warn(String name, String remedy) {
        if (warned.add(name)) {
            LOG.warn("A file of routes names {}, which is deprecated: {} (docs/routes.md)", name, remedy);
        }
    }
}
