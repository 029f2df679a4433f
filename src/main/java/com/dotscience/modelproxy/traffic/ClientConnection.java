package com.dotscience.modelproxy.traffic;

/** One connection of a client's, as its {@link Worker} sees it. */
interface ClientConnection {

    /** Closes it, or ends its exchange, if nothing was heard for too long. */
    void sweep(long now);

    /** Whether no request is under way on it. */
    boolean isIdle();

    /** Since when, by {@link System#nanoTime}; means nothing unless it is idle. */
    long idleSince();

    /** Closes it, whatever is under way. */
    void close();

    /** Tells the client, where the protocol has a way, that the connection takes no more requests. */
    void announceEnd();
}
