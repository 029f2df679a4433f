package com.dotscience.modelproxy.traffic;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What Netty complains of: exceptions that nobody caught, and buffers that nobody released. */
final class NettyTrouble extends AppenderBase<ILoggingEvent> {

    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    NettyTrouble() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        start();
        ((Logger) LoggerFactory.getLogger("io.netty")).addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            String cause = event.getThrowableProxy() == null
                    ? ""
                    : ": " + event.getThrowableProxy().getClassName() + ": "
                            + event.getThrowableProxy().getMessage();
            complaints.add(event.getFormattedMessage() + cause);
        }
    }

    /** Fails if there was any. */
    void none() {
        if (!complaints.isEmpty()) {
            throw new AssertionError("Netty complains: " + complaints.poll());
        }
    }
}
