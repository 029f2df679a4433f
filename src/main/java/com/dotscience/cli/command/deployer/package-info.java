/**
 * The commands about deployers, with a class for each, and how a deployer is shown. Nothing here knows model deployments.
 */
package com.dotscience.cli.command.deployer;
