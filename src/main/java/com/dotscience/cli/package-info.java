/**
 * The {@code ds} command line. Knows the management protocol and nothing else of the Gateway.
 *
 * <p>A class for each command, which only says what to ask and what to show. They share a {@link
 * com.dotscience.cli.Session}: the configuration, the connection and the terminal. The transport is OkHttp and not
 * Netty, and JSON is written without data binding, because a command should answer in less than half a second and most
 * of that is loading classes. For the same reason nothing here logs: what ds has to say it says on stderr.
 */
package com.dotscience.cli;
