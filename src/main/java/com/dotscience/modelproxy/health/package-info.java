/**
 * Whether the model can serve predictions. {@code HealthProbe} asks the model every few seconds, in the protocols that models
 * are known to speak. {@code HealthProtocol} knows what one response means, and {@code ProtocolDetection} what all of them mean
 * together; both are pure.
 */
package com.dotscience.modelproxy.health;
