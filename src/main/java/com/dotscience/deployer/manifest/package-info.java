/**
 * Builds the Deployment, Service and Ingress of one model deployment. This room is pure, so that tests need no cluster:
 * it computes values from values.
 */
package com.dotscience.deployer.manifest;
