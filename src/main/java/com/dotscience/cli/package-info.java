/**
 * The {@code ds} command line. Knows the management protocol and nothing else of the Gateway.
 *
 * <p>This package starts the commands, and prints why one failed. Nothing else belongs here. Each
 * command has a class in {@code command} that says only what to request and what to show; {@code connection} finds and calls a
 * Gateway, {@code output} writes text and JSON. The transport is OkHttp and not Netty, and JSON is written without data binding,
 * because a command should answer in less than half a second and most of that is loading classes. For the same reason nothing here
 * uses a logging library: ds prints messages to stderr.
 */
package com.dotscience.cli;
