package com.dotscience.deployer.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged while this is open, by this project at any level, by all others as configured. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    /** It says of channels that a test of before has not closed that they are collected now. */
    private static final String OF_OTHER_TESTS = "io.grpc.internal.ManagedChannelOrphanWrapper";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("com.dotscience");
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    LogLines() {
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
        ours.setLevel(Level.TRACE);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLoggerName().equals(OF_OTHER_TESTS)) {
            events.add(event);
        }
    }

    /** As {@code LEVEL message}. */
    List<String> lines() {
        return events.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    boolean hasStackTrace() {
        return events.stream().anyMatch(event -> event.getThrowableProxy() != null);
    }

    @Override
    public void close() {
        ours.setLevel(null);
        root.detachAppender(this);
    }
}
