/**
 * The commands about deployers, a class for each, and how a deployer is shown. They know nothing of model deployments.
 */
package com.dotscience.cli.command.deployer;
