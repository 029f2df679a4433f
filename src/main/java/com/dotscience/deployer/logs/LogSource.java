package com.dotscience.deployer.logs;

import com.dotscience.api.Logs;
import com.dotscience.api.LogsRequest;

/** The answer to one log request, to be read by one thread. */
public interface LogSource extends AutoCloseable {

    /**
     * Waits for the next message. The one with {@code eof} is the last; once this is closed, another such comes at once.
     */
    Logs next() throws InterruptedException;

    /** Ends all reading, from any thread, as often as one likes. */
    @Override
    void close();

    /** An answer that is nothing but the reason why there is none. */
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
