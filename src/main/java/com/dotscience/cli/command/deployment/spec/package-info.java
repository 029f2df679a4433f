/**
 * What a user may ask of a model deployment: the options, their checks, and how they change its message in the protocol.
 * Nothing here talks to a Gateway or prints.
 */
package com.dotscience.cli.command.deployment.spec;
