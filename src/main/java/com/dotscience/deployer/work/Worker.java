package com.dotscience.deployer.work;

/** A running route that takes its work from a queue. Metrics and health checks show it. */
public interface Worker {

    /** Returns the id of the route. */
    String route();

    /** Returns how many items wait in its queue now. */
    int waiting();

    /** Returns how many items it has finished, with or without success. */
    long done();

    /**
     * Drops the items that wait if no other route consumes from the queue, because an id would otherwise wait for its
     * messages for ever. It must be called after this route has stopped.
     */
    void dropUnlessTaken();
}
