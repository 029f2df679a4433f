/**
 * What a reader gets: text as wide as the terminal allows, JSON for programs, progress, and how a command ends, with its exit
 * code. Nothing here knows the protocol or a command.
 */
package com.dotscience.cli.output;
