package com.dotscience.testing.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a program of the distribution starts Java.
 *
 * @param java the program
 * @param flags without those that name an archive of classes: it is for that program alone
 * @param classpath in the form of {@code -cp}
 */
record JavaCommand(Path java, List<String> flags, String classpath) {

    /** @param words with which the program calls Java */
    static JavaCommand of(Path java, List<String> words) {
        int classpath = words.indexOf("-cp");
        return new JavaCommand(
                java,
                words.subList(0, classpath).stream()
                        .filter(word -> !word.startsWith("-XX:SharedArchiveFile=") && !word.startsWith("-XX:AOTCache="))
                        .toList(),
                words.get(classpath + 1));
    }

    /** The same Java with the same flags and jars, and this class, which is in that folder or jar. */
    List<String> run(String main, Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", classpath + ":" + home, main));
        command.addAll(List.of(arguments));
        return command;
    }
}
