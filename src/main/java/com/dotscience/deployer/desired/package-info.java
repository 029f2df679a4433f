/**
 * The desired state: updates, complete lists, and the state that results from them. To be easy to test, this room is
 * pure: it has no Camel, no client, no clock and no threads of its own.
 */
package com.dotscience.deployer.desired;
