package com.dotscience.deployer.gateway;

/** A call to the Gateway failed. The message is one sentence for people. */
public class GatewayException extends Exception {

    GatewayException(String message) {
        super(message);
    }
}
