package com.dotscience.gateway.logs;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The log requests that are open, by the id that a deployer repeats in what it sends. */
final class LogExchanges {
    private final Map<String, LogExchange> byId = new ConcurrentHashMap<>();

    void add(String id, LogExchange exchange) {
        byId.put(id, exchange);
    }

    void remove(String id) {
        byId.remove(id);
    }

    /** Finds a request by its id; empty if there is none, or if another deployer was asked. */
    Optional<LogExchange> find(String id, String deployerId) {
        return Optional.ofNullable(byId.get(id))
                .filter(exchange -> exchange.deployerId().equals(deployerId));
    }

    /** Returns how many requests a deployer has not begun to serve. */
    long countUnserved(String deployerId) {
        return byId.values().stream()
                .filter(exchange -> exchange.deployerId().equals(deployerId) && !exchange.hasUpload())
                .count();
    }

    void forEachOf(String deployerId, Consumer<LogExchange> action) {
        byId.values().stream()
                .filter(exchange -> exchange.deployerId().equals(deployerId))
                .forEach(action);
    }

    void forEach(Consumer<LogExchange> action) {
        byId.values().forEach(action);
    }
}
