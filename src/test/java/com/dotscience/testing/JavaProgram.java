package com.dotscience.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls a program of this build in a process of its own, with the Java and the class path of the tests. */
public final class JavaProgram {

    private JavaProgram() {}

    /**
     * Returns what to call, from whatever folder. It takes few processors, since others do much beside it: nothing that lives as briefly as
     * in a test gains from the second compiler.
     *
     * @param main the name of the class that has it
     */
    public static List<String> command(String main, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Stream.of(System.getProperty("java.class.path").split(":"))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(":")),
                main));
        command.addAll(List.of(words));
        return command;
    }
}
