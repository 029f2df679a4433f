package com.dotscience.gateway.grpc.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.util.concurrent.Future;

/**
 * Limits how fast one connection is read, from its first byte on. What exceeds the budget stays in the sender's socket and
 * costs this process no memory. All methods but {@link #assign} and {@link #end} run on the event loop of the connection.
 */
public final class Connection extends ChannelDuplexHandler {
    /** How many calls may be open at a time on one connection, streams included. */
    public static final int MAX_CALLS = 100;

    private final Connections connections;
    private ChannelHandlerContext context;
    private AddressPair addresses;
    private int bytesRead;
    private int anonymousCalls;
    private boolean streamsAreLimited;
    private Future<?> pause;
    private volatile ReadBudget budget;
    private volatile String owner;

    Connection(Connections connections) {
        this.connections = connections;
    }

    AddressPair addresses() {
        return addresses;
    }

    String owner() {
        return owner;
    }

    /**
     * Gives the connection to an owner.
     *
     * @param newBudget the budget of this connection, or the one that all connections of the owner share
     */
    void assign(String newOwner, ReadBudget newBudget) {
        owner = newOwner;
        budget = newBudget;
        // Reading may be paused because the smaller budget of an unknown caller was used up.
        context.executor().execute(this::resumeReading);
    }

    /** Counts a call without a known token. The caller holds the lock of {@link Connections}, as for {@link #anonymousCalls}. */
    void countAnonymousCall() {
        anonymousCalls++;
    }

    /** Returns how many calls on this connection showed no token that is known. */
    int anonymousCalls() {
        return anonymousCalls;
    }

    /** Closes the connection without an error. The client connects again after a moment, as after any lost connection. */
    void end() {
        context.close();
    }

    @Override
    public void channelActive(ChannelHandlerContext active) throws Exception {
        context = active;
        addresses = new AddressPair(
                active.channel().localAddress(), active.channel().remoteAddress());
        connections.opened(this);
        super.channelActive(active);
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) throws Exception {
        if (context != null) {
            connections.closed(this);
        }
        super.channelInactive(inactive);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) throws Exception {
        bytesRead += ((ByteBuf) message).readableBytes();
        limitStreams();
        super.channelRead(from, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) throws Exception {
        long wait = budget.read(bytesRead);
        bytesRead = 0;
        if (wait > 0 && pause == null) {
            from.channel().config().setAutoRead(false);
            pause = from.executor().schedule(this::resumeReading, wait, NANOSECONDS);
        }
        super.channelReadComplete(from);
    }

    @Override
    public void read(ChannelHandlerContext from) throws Exception {
        if (pause == null) {
            super.read(from);
        }
    }

    /**
     * Limits the streams of the connection as soon as its HTTP/2 handler exists, which TLS adds only after the handshake. Netty
     * applies its own limit only once the peer has acknowledged the SETTINGS, and a hostile peer never does.
     */
    private void limitStreams() {
        if (!streamsAreLimited) {
            Http2ConnectionHandler http2 = context.pipeline().get(Http2ConnectionHandler.class);
            if (http2 != null) {
                http2.connection().remote().maxActiveStreams(MAX_CALLS);
                streamsAreLimited = true;
            }
        }
    }

    private void resumeReading() {
        if (pause != null) {
            pause.cancel(false);
            pause = null;
            // Netty also reads when auto-read is switched on.
            context.channel().config().setAutoRead(true);
        }
    }
}
