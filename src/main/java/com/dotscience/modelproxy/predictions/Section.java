package com.dotscience.modelproxy.predictions;

/** Takes one value of the outermost object of an answer, its first start and its last end included. */
interface Section extends JsonHandler {

    /** The value has ended. */
    default void done() {}
}
