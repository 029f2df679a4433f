package com.dotscience.deployer.gateway;

/** Says that a call to the Gateway failed. The message is one sentence for people. */
public class GatewayException extends Exception {

    public GatewayException(String message) {
        super(message);
    }
}
