/**
 * The commands about model deployments, with a class for each; how a model deployment is shown, and how its rollout is followed. The
 * options that describe one stand in {@code spec}.
 */
package com.dotscience.cli.command.deployment;
