/**
 * The deployers and model deployments that this Gateway knows: what is wanted, who is online, which token is accepted.
 * Here what the database holds and what open streams are told come together; nothing here knows how a call is answered.
 */
package com.dotscience.gateway.registry;
