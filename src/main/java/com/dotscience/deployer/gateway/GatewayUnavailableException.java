package com.dotscience.deployer.gateway;

/**
 * Says that there is no connection to the Gateway now. Whoever catches it need not log it, because the loss and the
 * return of the connection are logged already.
 */
public final class GatewayUnavailableException extends GatewayException {

    public GatewayUnavailableException(String message) {
        super(message);
    }
}
