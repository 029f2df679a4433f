/**
 * The model-proxy is the sidecar between the Service and the model. It forwards requests, counts predictions, and reports whether
 * the model is healthy. It knows nothing of the deployer, the Gateway and {@code ds}, and uses no Camel, because every pod of a
 * model pays for it. {@link com.dotscience.api.ModelProxyContract} names its settings and its paths.
 *
 * <p>{@code observation} separates the room that forwards bytes ({@code traffic}) from those that look at them, for counting and
 * for recording. No observer may delay a byte.
 */
package com.dotscience.modelproxy;
