package com.dotscience.deployer.work;

/** A running route that takes its work from a queue. */
public interface Worker {

    /** The id of the route. */
    String route();

    /** How many items wait in its queue to be worked on now. */
    int waiting();

    /** How many items it is through with, however that ended. */
    long done();

    /**
     * Drops what waits if no other route takes from the queue; to be called once this one has stopped. Otherwise an id would
     * wait for its messages for ever.
     */
    void dropUnlessTaken();
}
