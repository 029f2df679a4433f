package com.dotscience.modelproxy.recording;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Sends one event after the other over one persistent connection. It is used on one event loop only. */
final class Delivery {

    /** Is called at the end of each delivery; the failure is null if the sink has accepted the event. */
    interface Done {
        void done(Delivery delivery, Event event, DropReason failure);
    }

    /** How long it may take to send an event and to receive the response. */
    private static final long TIMEOUT_MILLIS = 5_000;

    private final EventLoop loop;
    private final Connector connector;
    private final Envelope envelope;
    private final Done done;

    private Channel channel;
    private Event event;
    private boolean repeatable;
    private boolean written;
    private ScheduledFuture<?> limit;

    Delivery(EventLoop loop, Connector connector, Envelope envelope, Done done) {
        this.loop = loop;
        this.connector = connector;
        this.envelope = envelope;
        this.done = done;
    }

    void send(Event next) {
        event = next;
        limit = loop.schedule(() -> fail(DropReason.TIMEOUT), TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        // The sink may close a reused connection at this moment, so one more try is allowed.
        repeatable = channel != null && channel.isActive();
        if (repeatable) {
            write(channel);
        } else {
            connect();
        }
    }

    private void connect() {
        Event wanted = event;
        Receiver receiver = new Receiver();
        connector.connect(receiver).addListener(connected -> {
            Channel fresh = receiver.channel;
            if (event != wanted) {
                close(fresh);
            } else if (connected.isSuccess()) {
                channel = fresh;
                write(fresh);
            } else {
                fail(DropReason.UNREACHABLE);
            }
        });
    }

    private void write(Channel to) {
        written = false;
        to.write(envelope.head(event));
        part(to, event, 0);
    }

    /** Writes one part after the other, because each is copied out of the heap when it is written. */
    private void part(Channel to, Event sent, int number) {
        if (sent != event) {
            return;
        }
        if (number == sent.body().parts().size()) {
            written = true;
            to.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            byte[] bytes = sent.body().parts().get(number);
            to.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)))
                    .addListener(written -> part(to, sent, number + 1));
        }
    }

    private void responded(boolean accepted, boolean keep) {
        // If the sink responds before it has the whole event, the connection holds half a request and cannot be reused.
        if (!keep || !written) {
            close();
        }
        finish(accepted ? null : DropReason.REFUSED);
    }

    private void broken(Channel gone) {
        if (gone != channel) {
            return;
        }
        channel = null;
        if (event != null && repeatable) {
            repeatable = false;
            connect();
        } else if (event != null) {
            finish(DropReason.UNREACHABLE);
        }
    }

    private void fail(DropReason reason) {
        if (event != null) {
            close();
            finish(reason);
        }
    }

    private void finish(DropReason failure) {
        limit.cancel(false);
        Event sent = event;
        event = null;
        done.done(this, sent, failure);
    }

    void close() {
        Channel kept = channel;
        channel = null;
        close(kept);
    }

    private static void close(Channel any) {
        if (any != null) {
            any.close();
        }
    }

    private final class Receiver extends SimpleChannelInboundHandler<HttpObject> {

        private Channel channel;
        private boolean interim;
        private boolean accepted;
        private boolean keep;

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            channel = context.channel();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (channel != Delivery.this.channel
                    || event == null
                    || part.decoderResult().isFailure()) {
                context.close();
                return;
            }
            if (part instanceof HttpResponse head) {
                repeatable = false;
                interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
                accepted = head.status().codeClass() == HttpStatusClass.SUCCESS;
                keep = HttpUtil.isKeepAlive(head);
            }
            if (part instanceof LastHttpContent && !interim) {
                responded(accepted, keep);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            broken(context.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
