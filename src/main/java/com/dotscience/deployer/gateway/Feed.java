package com.dotscience.deployer.gateway;

import java.time.Duration;

/** Opens one of the Gateway's streams, and decides how long to wait before it is opened again. One thread uses it. */
interface Feed<T> {

    /** @throws io.grpc.StatusRuntimeException if the Gateway cannot be reached or refuses */
    GatewayStream<T> open();

    /** The stream that was opened is there. */
    void begun();

    /**
     * Whether the Gateway has just turned out to be there, though it has no such stream: what else it answers must do.
     *
     * @param failure how the stream ended that was opened last
     */
    default boolean isThereWithout(Exception failure) {
        return false;
    }

    /**
     * It has ended, or could not be opened.
     *
     * @return how long to wait before it is opened again
     */
    Duration ended(Exception failure);
}
