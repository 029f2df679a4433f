/**
 * The manifest that {@code kubectl apply} installs in a cluster, as an HTTP page and for a call of the management API.
 */
package com.dotscience.gateway.install;
