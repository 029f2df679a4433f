package com.dotscience.modelproxy.predictions;

import java.io.Closeable;
import java.io.IOException;

/** Receives a body in parts of any length. After an exception, it must receive no more. */
interface ByteSink extends Closeable {

    void feed(byte[] bytes, int from, int to) throws IOException;

    /** The body is complete. */
    void end() throws IOException;
}
