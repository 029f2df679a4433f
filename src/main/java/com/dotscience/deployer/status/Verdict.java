package com.dotscience.deployer.status;

import com.dotscience.api.Phase;

/**
 * How a model deployment is.
 *
 * @param reason one word for machines and logs, Kubernetes' own where it has one
 * @param message one sentence for people that says what to do; empty where all is well
 */
record Verdict(Phase phase, String reason, String message) {}
