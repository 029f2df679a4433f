/**
 * The commands about model deployments, a class for each; how one is shown to people and to programs, and how its rollout is
 * followed. What a user may ask of one stands in {@code spec}.
 */
package com.dotscience.cli.command.deployment;
