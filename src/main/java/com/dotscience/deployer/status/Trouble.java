package com.dotscience.deployer.status;

/**
 * Why a pod does not serve.
 *
 * @param reason Kubernetes' own word for it
 * @param sentence for people: what is wrong, and what to do
 * @param stuck whether somebody has to do something; else it may pass by itself
 */
record Trouble(String reason, String sentence, boolean stuck) {}
