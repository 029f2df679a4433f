package com.dotscience.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code mvn package} makes.
 *
 * @param home the folder with {@code bin} and {@code lib}
 */
public record BuiltDistribution(Path home) {

    /** @throws IllegalStateException if it was not built */
    public static BuiltDistribution find() {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(folder -> Files.isExecutable(folder.resolve("bin/ds")))
                    .map(folder -> new BuiltDistribution(folder.toAbsolutePath()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("mvn package makes target/dotscience-deployer-*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of its programs. */
    public String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** What a program starts with, but for the project's own jars. */
    public List<Path> libraries(String program) {
        try {
            String list = Files.readString(home.resolve("lib").resolve(program + ".classpath"));
            return Stream.of(list.strip().split(":")).map(home::resolve).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
