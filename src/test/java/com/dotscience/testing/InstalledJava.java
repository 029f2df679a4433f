package com.dotscience.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where there is a Java that the programs start with. */
public final class InstalledJava {

    private InstalledJava() {}

    /** The one that this runs on, and those of 17 and newer that Linux keeps in /usr/lib/jvm. */
    public static List<Path> homes() {
        Path folder = Path.of("/usr/lib/jvm");
        try (Stream<Path> others = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return Stream.concat(Stream.of(Path.of(System.getProperty("java.home"))), others)
                    .filter(java -> Files.isExecutable(java.resolve("bin/java")))
                    .filter(java -> Files.exists(java.resolve("release")))
                    .map(InstalledJava::real)
                    .filter(java -> major(java) >= 17)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int major(Path java) {
        try (Stream<String> lines = Files.lines(java.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("^JAVA_VERSION=\"(\\d+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
