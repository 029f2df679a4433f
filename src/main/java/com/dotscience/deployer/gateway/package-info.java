/**
 * The Camel component {@code gateway:}. No other code dials the Gateway.
 *
 * <p>It stands in for the stock {@code grpc:} producer, which cannot follow a server stream that does not end, needs a
 * client key pair for any TLS, and opens one channel for each endpoint. The stock {@code grpc:} consumer receives what
 * is pushed, with an interceptor that adds what it lacks: a token, and any status but INTERNAL. Check this again when
 * Camel is upgraded.
 */
package com.dotscience.deployer.gateway;
