/**
 * The model-proxy: the sidecar between the Service and the model, which passes requests through, counts predictions, and
 * says whether the model can answer. A peer of deployer, gateway and cli that knows none of them and no Camel: it is paid
 * for in every pod. {@link com.dotscience.api.ModelProxyContract} has what a pod tells it and where it answers.
 *
 * <p>{@code observation} is the seam between what passes bytes ({@code traffic}) and what looks at them: the counting, the
 * recording. Nothing behind it may hold a byte back.
 */
package com.dotscience.modelproxy;
