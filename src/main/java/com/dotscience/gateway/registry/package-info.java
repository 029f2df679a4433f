/**
 * The deployers and model deployments that this Gateway knows: which model deployments are wanted, which deployers are online, which
 * tokens are accepted. This package stores changes and publishes them to the open streams. It knows nothing about gRPC calls but
 * the status that refuses one.
 */
package com.dotscience.gateway.registry;
