package com.dotscience.deployer.logs;

import com.dotscience.api.Logs;
import com.dotscience.api.LogsRequest;

/** The answer to one log request. One thread reads it. */
public interface LogSource extends AutoCloseable {

    /**
     * Waits for the next message. The one with {@code eof} is the last. After {@link #close} it returns such a message
     * at once.
     */
    Logs next() throws InterruptedException;

    /** Ends all reading. Any thread may call it, and more than once. */
    @Override
    void close();

    /** Returns an answer that contains only the reason why no log can be read. */
    static LogSource refusing(LogsRequest request, String why) {
        return new LogSource() {
            @Override
            public Logs next() {
                return Messages.end(request, why);
            }

            @Override
            public void close() {}
        };
    }
}
