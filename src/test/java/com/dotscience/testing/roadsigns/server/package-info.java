/**
 * Serves the road-sign model over HTTP as model servers do: TensorFlow Serving's REST and the Open Inference Protocol v2. What
 * {@code hack/demo} runs for {@code demo/roadsigns:1}, and what the image of that name has in it. A fixture, no part of the
 * product: it needs Jackson and picocli, and nothing else of this project.
 */
package com.dotscience.testing.roadsigns.server;
