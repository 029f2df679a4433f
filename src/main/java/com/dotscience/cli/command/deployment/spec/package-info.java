/**
 * The options that describe a model deployment, their checks, and how they change its message in the protocol. Nothing here calls a
 * Gateway or prints.
 */
package com.dotscience.cli.command.deployment.spec;
