/** The Gateway: gRPC services, the store, the hub that fans changes out to deployers. Never imports deployer or cli. */
package com.dotscience.gateway;
