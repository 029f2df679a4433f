package com.dotscience.modelproxy.traffic;

/** A connection of a client, as its {@link Worker} sees it. */
interface ClientConnection {

    /** Closes the connection, or ends its exchange, if it has been silent for too long. */
    void sweep(long now);

    /** Whether no request is being served on it. */
    boolean isIdle();

    /** Since when it is idle, by {@link System#nanoTime}; undefined if it is not. */
    long idleSince();

    /** Closes it, even in the middle of a request. */
    void close();

    /** Tells the client, if the protocol allows it, that the connection accepts no more requests. */
    void announceEnd();
}
