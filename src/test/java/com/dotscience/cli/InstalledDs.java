package com.dotscience.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A distribution whose only library is a jar that names this test's class path. */
public final class InstalledDs {

    private InstalledDs() {}

    /** @return its {@code bin/ds} */
    public static Path in(Path folder) throws IOException {
        Path home = folder.resolve("with some spaces");
        for (String part : List.of("bin", "libexec", "libexec/flags")) {
            Files.createDirectories(home.resolve(part));
            try (Stream<Path> files = Files.list(Path.of("src/main/dist", part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, home.resolve(part).resolve(file.getFileName()));
                }
            }
        }
        Files.createDirectories(home.resolve("lib"));
        Files.createFile(home.resolve("lib/ds.classpath"));
        writeJarOfThisClassPath(home.resolve("lib/ds.jar"));
        return home.resolve("bin/ds");
    }

    private static void writeJarOfThisClassPath(Path jar) throws IOException {
        String urls = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.CLASS_PATH, urls);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }
}
