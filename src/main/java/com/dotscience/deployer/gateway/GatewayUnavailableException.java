package com.dotscience.deployer.gateway;

/**
 * There is no connection to the Gateway now. It has been logged when it was lost and will be when it is back, so that who
 * meets this need not.
 */
public final class GatewayUnavailableException extends GatewayException {

    public GatewayUnavailableException(String message) {
        super(message);
    }
}
