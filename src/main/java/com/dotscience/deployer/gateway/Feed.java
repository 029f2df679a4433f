package com.dotscience.deployer.gateway;

import java.time.Duration;

/** Opens one of the Gateway's streams, and decides how long to wait before it is opened again. One thread uses it. */
interface Feed<T> {

    /** @throws io.grpc.StatusRuntimeException if the Gateway cannot be reached or refuses */
    GatewayStream<T> open();

    /** Is called when the opened stream has begun. */
    void begun();

    /**
     * Returns whether the Gateway is reachable although it does not offer this stream. The deployer then works with the
     * other calls alone.
     *
     * @param failure why the last stream ended
     */
    default boolean isThereWithout(Exception failure) {
        return false;
    }

    /**
     * Is called when the stream has ended, or could not be opened.
     *
     * @return how long to wait before it is opened again
     */
    Duration ended(Exception failure);
}
