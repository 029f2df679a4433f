/**
 * The gRPC API: the service for deployers and the one for ds, their authentication, and the port. A service reads a request, asks
 * the registry and responds. What is stored and who is notified is decided in the registry, not here.
 */
package com.dotscience.gateway.grpc;
