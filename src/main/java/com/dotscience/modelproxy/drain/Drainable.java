package com.dotscience.modelproxy.drain;

/** What takes requests, and is to stop taking them. Its methods may be called from any thread. */
public interface Drainable {

    /** Tells clients, in whatever way their protocols have, to send no more over the connections they have. */
    void announceEnd();

    /** Takes no new connections, and closes those on which nothing is under way. */
    void stopListening();

    /** How many requests are under way. */
    int underWay();
}
