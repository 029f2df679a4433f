package com.dotscience.deployer.status;

/**
 * Why a pod does not serve.
 *
 * @param sentence for people: what is wrong, and what to do
 * @param stuck whether somebody has to do something; else it may pass by itself
 */
record Trouble(String sentence, boolean stuck) {}
