package com.dotscience.deployer.manifest;

/**
 * A model deployment of which no objects can be made. The message names the field, in the words of the protocol, and what
 * is allowed there.
 */
public final class InvalidModelDeploymentException extends RuntimeException {

    InvalidModelDeploymentException(String field, String allowed) {
        super(field + " " + allowed);
    }
}
