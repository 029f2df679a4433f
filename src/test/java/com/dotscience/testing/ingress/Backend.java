package com.dotscience.testing.ingress;

import io.vertx.core.net.SocketAddress;
import java.util.List;

/**
 * Where the requests of a rule go.
 *
 * @param service as {@code namespace/name:port}, for people
 * @param endpoints its ready pods; none: there is nobody to answer
 */
record Backend(String service, List<SocketAddress> endpoints) {}
