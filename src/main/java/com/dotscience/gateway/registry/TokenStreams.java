package com.dotscience.gateway.registry;

import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.stream.Hub;
import io.grpc.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The open streams and log uploads of deployers, by the tokens that they were opened with. */
public final class TokenStreams {
    private final List<Hub<?>> hubs;
    private final LogRelay logs;

    TokenStreams(List<Hub<?>> hubs, LogRelay logs) {
        this.hubs = hubs;
        this.logs = logs;
    }

    /** Returns the hashes of the tokens that open streams were opened with, by the id of the deployer. */
    Map<String, Set<String>> tokens() {
        Map<String, Set<String>> tokens = new HashMap<>();
        BiConsumer<String, String> add = (deployer, token) ->
                tokens.computeIfAbsent(deployer, id -> new HashSet<>()).add(token);
        hubs.forEach(hub -> hub.forEachToken(add));
        logs.forEachToken(add);
        return tokens;
    }

    /** Ends the streams of a deployer that were opened with tokens of these hashes. */
    public void end(String deployerId, Set<String> tokens, Status why) {
        hubs.forEach(hub -> hub.end(deployerId, tokens, why));
        logs.endUploads(deployerId, tokens, why);
    }
}
