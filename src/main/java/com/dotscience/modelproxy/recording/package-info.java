/**
 * Recording of requests and responses as CloudEvents. They have the types of KServe's logger, so that the same consumers can read
 * them. Recording never delays a prediction: an event is dropped and counted if there is no memory for it, or if the sink is not
 * reachable or does not respond.
 */
package com.dotscience.modelproxy.recording;
