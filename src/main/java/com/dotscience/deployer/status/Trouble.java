package com.dotscience.deployer.status;

/**
 * The reason why a pod does not serve. Whether it may pass by itself decides between a rollout in progress and one that has
 * failed.
 *
 * @param sentence says to people what is wrong and what to do
 * @param stuck whether somebody has to act; otherwise it may pass by itself
 */
record Trouble(String sentence, boolean stuck) {}
