package com.dotscience.modelproxy.traffic;

/** One connection of a client's, as its {@link Worker} sees it. */
interface ClientConnection {

    /** Closes it, or ends its exchange, if nothing was heard for too long. */
    void sweep(long now);

    /** Closes it if no request is under way; whether it did. */
    boolean closeIfIdle();

    /** Tells the client, where the protocol has a way, that the connection takes no more requests. */
    void announceEnd();
}
