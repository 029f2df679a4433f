/**
 * Finds the Gateway to call with its token and authorities, calls it, and explains failed calls. Nothing here knows a command.
 */
package com.dotscience.cli.connection;
