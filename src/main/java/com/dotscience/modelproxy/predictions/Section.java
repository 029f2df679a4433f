package com.dotscience.modelproxy.predictions;

/** Receives the tokens of one value of the outermost object of a response, including its own start and end. */
interface Section extends JsonHandler {

    /** The value is complete. */
    default void done() {}
}
