package com.dotscience.modelproxy.predictions;

import java.io.Closeable;
import java.io.IOException;

/** Takes a body in parts that end at any byte; after an exception it wants no more of it. */
interface ByteSink extends Closeable {

    void feed(byte[] bytes, int from, int to) throws IOException;

    /** The body was whole. */
    void end() throws IOException;
}
