/**
 * The way to a Gateway: which one, with which token and authorities, the connection, and what a failed call means for people.
 * Nothing here knows a command.
 */
package com.dotscience.cli.connection;
