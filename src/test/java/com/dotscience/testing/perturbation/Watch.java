package com.dotscience.testing.perturbation;

import java.time.Duration;

/** A watch that stands. */
public interface Watch {

    /** How an API server says that it does not remember what happened since: the one who watches has to list again. */
    String EXPIRED = """
            {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","reason":"Expired",\
            "message":"too old resource version","code":410}}
            """;

    /** By which request it was opened. */
    ApiCall call();

    /** Hands an event to the one who watches. */
    void pass(String event);

    /** Ends it in good order. */
    void end();

    /** Does something later. */
    void later(Duration wait, Runnable then);

    /** Ends it, and makes the one who watches list again. */
    default void expire() {
        pass(EXPIRED);
        end();
    }
}
