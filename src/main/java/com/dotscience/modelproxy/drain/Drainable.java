package com.dotscience.modelproxy.drain;

/** A server that can stop accepting requests. Its methods may be called from any thread. */
public interface Drainable {

    /** Tells clients, as far as their protocols allow, to send no more requests over their connections. */
    void announceEnd();

    /** Accepts no new connections, and closes idle ones. */
    void stopListening();

    /** How many requests are being served. */
    int underWay();
}
