/**
 * What all commands share: the options that each of them has, and the session that leads to the Gateway and to the reader.
 * What only one group of commands needs stands with that group, in a room below this one, which this room does not know.
 */
package com.dotscience.cli.command;
