package com.dotscience.deployer.work;

/** A running route that takes its work from a queue. */
public interface Worker {

    /** The id of the route. */
    String route();

    /** How many items wait in its queue to be worked on now. */
    int waiting();

    /** How many items it is through with, however that ended. */
    long done();

    /** Once it has stopped: what waits is dropped if no other takes it, so that no id waits for a message in vain. */
    void dropUnlessTaken();
}
