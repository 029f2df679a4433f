/**
 * What {@code kubectl apply} installs in a cluster, as a page and as a message.
 */
package com.dotscience.gateway.install;
