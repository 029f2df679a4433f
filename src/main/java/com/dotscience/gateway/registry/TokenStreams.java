package com.dotscience.gateway.registry;

import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.stream.Hub;
import io.grpc.Status;
import java.util.List;
import java.util.Set;

/** The open streams of deployers, whichever they are, by the tokens that they were opened with. */
public final class TokenStreams {
    private final List<Hub<?>> hubs;
    private final LogRelay logs;

    TokenStreams(List<Hub<?>> hubs, LogRelay logs) {
        this.hubs = hubs;
        this.logs = logs;
    }

    /** Ends those of a deployer that were opened with tokens of these hashes. */
    public void end(String deployerId, Set<String> tokens, Status why) {
        hubs.forEach(hub -> hub.end(deployerId, tokens, why));
        logs.endSenders(deployerId, tokens, why);
    }
}
