package com.dotscience.cli.command;

import com.dotscience.cli.output.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * The surroundings of a run of ds, which tests replace.
 *
 * @param environment the environment variables
 * @param directory the directory that relative file names refer to
 * @param interactive whether a person types on stdin and can be asked
 * @param running returns whether the process with an id is alive
 * @param terminalSession returns an id of the terminal session
 */
public record Context(
        Map<String, String> environment,
        Path directory,
        InputStream stdin,
        boolean interactive,
        Terminal terminal,
        Clock clock,
        LongPredicate running,
        Supplier<String> terminalSession) {

    public static Context ofThisProcess() {
        return new Context(
                System.getenv(),
                Path.of(""),
                System.in,
                // The launcher sets this property.
                Boolean.getBoolean("ds.keyboard"),
                Terminal.ofThisProcess(),
                Clock.systemUTC(),
                pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false),
                TerminalSession::ofThisProcess);
    }
}
