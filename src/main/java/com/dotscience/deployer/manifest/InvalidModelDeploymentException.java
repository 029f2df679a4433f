package com.dotscience.deployer.manifest;

/**
 * Says that no objects can be made of a model deployment. The message names the field as the protocol does, and says
 * what is allowed there.
 */
public final class InvalidModelDeploymentException extends RuntimeException {

    InvalidModelDeploymentException(String field, String allowed) {
        super(field + " " + allowed);
    }
}
