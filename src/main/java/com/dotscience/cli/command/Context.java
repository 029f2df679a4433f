package com.dotscience.cli.command;

import com.dotscience.cli.output.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * What a run of ds finds around it.
 *
 * @param environment the environment variables
 * @param directory where relative file names start
 * @param asked whether a person types what is on stdin, and so can be asked
 * @param running whether a process of this id is alive
 * @param terminalSession tells the terminal session from others
 */
public record Context(
        Map<String, String> environment,
        Path directory,
        InputStream stdin,
        boolean asked,
        Terminal terminal,
        Clock clock,
        LongPredicate running,
        Supplier<String> terminalSession) {

    public static Context ofThisProcess() {
        return new Context(
                System.getenv(),
                Path.of(""),
                System.in,
                // Said by the program's launcher.
                Boolean.getBoolean("ds.keyboard"),
                Terminal.ofThisProcess(),
                Clock.systemUTC(),
                pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false),
                TerminalSession::ofThisProcess);
    }
}
