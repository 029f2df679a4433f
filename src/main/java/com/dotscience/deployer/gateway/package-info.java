/**
 * The Camel component {@code gateway:}, the only code that dials the Gateway.
 *
 * <p>It stands in for the stock {@code grpc:} producer, which cannot follow a server stream that does not end, needs a
 * client key pair for any TLS, and opens one channel for each endpoint. The stock {@code grpc:} consumer does for what is
 * pushed, with an interceptor for what it lacks: a token, and any status but INTERNAL. Recheck when Camel is raised.
 */
package com.dotscience.deployer.gateway;
