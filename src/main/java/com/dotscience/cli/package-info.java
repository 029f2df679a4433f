/**
 * The {@code ds} command line. Knows the management protocol and nothing else of the Gateway.
 *
 * <p>Here stands what makes a process of the commands: the start, what is printed when a command fails, completion.
 * Nothing else may enter. A class for each command is in {@code command}, and says only what to ask and what to show;
 * {@code connection} knows how to reach a Gateway, {@code output} how a terminal and a script are answered. The transport is
 * OkHttp and not Netty, and JSON is written without data binding, because a command should answer in less than half a second
 * and most of that is loading classes. For the same reason nothing here logs: ds writes what it has to say to stderr.
 */
package com.dotscience.cli;
