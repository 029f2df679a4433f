package com.dotscience.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.MDC;

/**
 * The log of one test. Its logger belongs to no other test, so a test that gives it to the code under test changes no level that
 * others depend on, and reads no line of theirs.
 */
public final class OwnLog {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> events = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            // Until then an event reads the model deployment of whoever asks it, and not of whoever logged it.
            event.prepareForDeferredProcessing();
            super.append(event);
        }
    };

    public OwnLog() {
        LoggerContext context = new LoggerContext();
        // Logback sets it for the context of the program only; without it an event has no model deployment.
        context.setMDCAdapter(MDC.getMDCAdapter());
        this.logger = context.getLogger("test");
        events.setContext(context);
        events.start();
        logger.addAppender(events);
    }

    /** Logs at all levels from DEBUG on, until somebody sets its level. */
    public Logger logger() {
        return logger;
    }

    /** What was logged up to now, in its order. */
    public List<ILoggingEvent> events() {
        return List.copyOf(events.list);
    }
}
