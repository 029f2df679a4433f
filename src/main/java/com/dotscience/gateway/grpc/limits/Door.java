package com.dotscience.gateway.grpc.limits;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;

/** Where connections come in. Each is known to {@link Connections} before anybody else reads of it: gRPC tells of one too late. */
final class Door extends NioServerSocketChannel {
    private final Connections connections;

    Door(Connections connections) {
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
