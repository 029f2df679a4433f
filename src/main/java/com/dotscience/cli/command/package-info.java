/**
 * What all commands share: the global options, and the session that connects a command to the Gateway and to the reader. What only one
 * group of commands needs stands in a package below, which this package does not know.
 */
package com.dotscience.cli.command;
