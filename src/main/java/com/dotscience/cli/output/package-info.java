/**
 * The output of commands: text that fits the terminal, JSON for programs, progress, and exit codes. Nothing here knows the protocol or a
 * command.
 */
package com.dotscience.cli.output;
