package com.dotscience.gateway.grpc.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.util.concurrent.Future;

/**
 * One connection, from before its first byte: no more is read of it than its budget allows, whatever it sends. The rest waits
 * where it comes from, and not in this process. All but {@link #belongsTo} and {@link #end} happens on its event loop.
 */
public final class Connection extends ChannelDuplexHandler {
    /** At a time, streams among them. */
    public static final int MAX_CALLS = 100;

    private final Connections connections;
    private ChannelHandlerContext context;
    private Ends ends;
    private int justRead;
    private int calls;
    private boolean streamsAreLimited;
    private Future<?> pause;
    private volatile ReadBudget budget;
    private volatile String owner;

    Connection(Connections connections) {
        this.connections = connections;
    }

    Ends ends() {
        return ends;
    }

    String owner() {
        return owner;
    }

    /** @param newBudget of this connection, or of all that are that owner's together */
    void belongsTo(String newOwner, ReadBudget newBudget) {
        owner = newOwner;
        budget = newBudget;
        // What it had to say as nobody may have been more than nobody has.
        context.executor().execute(this::readOn);
    }

    /** Under the lock of all connections, as {@link #calls}. */
    void called() {
        calls++;
    }

    /** How many calls came over it that showed no token that is known, or not yet. */
    int calls() {
        return calls;
    }

    /** It is closed without a word: whoever calls tries again after a moment, as after any lost connection. */
    void end() {
        context.close();
    }

    @Override
    public void channelActive(ChannelHandlerContext active) throws Exception {
        context = active;
        ends = new Ends(active.channel().localAddress(), active.channel().remoteAddress());
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
        justRead += ((ByteBuf) message).readableBytes();
        limitStreams();
        super.channelRead(from, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) throws Exception {
        long wait = budget.read(justRead);
        justRead = 0;
        if (wait > 0 && pause == null) {
            from.channel().config().setAutoRead(false);
            pause = from.executor().schedule(this::readOn, wait, NANOSECONDS);
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
     * HTTP/2 is not spoken before TLS is. Netty itself applies the limit when the peer has acknowledged that it knows it, and a
     * peer may never do that.
     */
    private void limitStreams() {
        if (!streamsAreLimited) {
            Http2ConnectionHandler spoken = context.pipeline().get(Http2ConnectionHandler.class);
            if (spoken != null) {
                spoken.connection().remote().maxActiveStreams(MAX_CALLS);
                streamsAreLimited = true;
            }
        }
    }

    private void readOn() {
        if (pause != null) {
            pause.cancel(false);
            pause = null;
            // This also reads.
            context.channel().config().setAutoRead(true);
        }
    }
}
