package com.dotscience.testing.bench;

/** Somebody who brings a fleet into the cluster. Each method may return before the writes are made. */
interface Contestant {

    /** The namespace that it has for itself. */
    String namespace();

    /** Gets to know what it is to make next; nobody is measured by this. */
    void prepare(Fleet fleet);

    void create();

    /** Changes the image of every model deployment. */
    void changeImages(String image);

    void delete();
}
