package com.dotscience.testing.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * The file by which {@code ds} finds a running demo: {@code gateway}, {@code token} and {@code pid} of it. Only its owner can
 * read it, and it is there only while the demo runs.
 */
final class Announcement implements AutoCloseable {

    private final Path file;

    private Announcement(Path file) {
        this.file = file;
    }

    /** Where {@code ds} looks for it. */
    static Path place(Map<String, String> environment) {
        String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = configuration.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config")
                : Path.of(configuration);
        return folder.resolve("dotscience").resolve("demo.properties");
    }

    /** The process of the demo that announced itself here, if it still runs. */
    static OptionalLong running(Path file) {
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            long pid = Long.parseLong(properties.getProperty("pid", ""));
            return ProcessHandle.of(pid).isPresent() ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException | IllegalArgumentException e) {
            // Whatever it is, no demo wrote it.
            return OptionalLong.empty();
        }
    }

    static Announcement write(Path file, String gateway, String token) {
        Properties properties = new Properties();
        properties.setProperty("gateway", gateway);
        properties.setProperty("token", token);
        properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "The demo that is running");
            }
            return new Announcement(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
