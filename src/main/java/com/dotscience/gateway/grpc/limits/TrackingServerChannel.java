package com.dotscience.gateway.grpc.limits;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;

/**
 * The listening socket. It puts a {@link Connection} first into the pipeline of each channel that it accepts, because gRPC
 * announces a connection only after it has read from it.
 */
final class TrackingServerChannel extends NioServerSocketChannel {
    private final Connections connections;

    TrackingServerChannel(Connections connections) {
        this.connections = connections;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        int number = super.doReadMessages(accepted);
        for (Object channel : accepted.subList(before, accepted.size())) {
            ((Channel) channel).pipeline().addLast(new Connection(connections));
        }
        return number;
    }
}
