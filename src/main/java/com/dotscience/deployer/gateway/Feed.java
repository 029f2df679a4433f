package com.dotscience.deployer.gateway;

import java.time.Duration;

/** One of the Gateway's streams: how it is opened, again and again. Used by one thread. */
interface Feed<T> {

    /** @throws io.grpc.StatusRuntimeException if the Gateway cannot be reached or refuses */
    GatewayStream<T> open();

    /** The stream that was opened is there. */
    void begun();

    /**
     * It has ended, or could not be opened.
     *
     * @return how long to wait before it is opened again
     */
    Duration ended(Exception failure);
}
