package com.dotscience.cli.connection;

import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.LongPredicate;

/** A properties file that names a Gateway: {@code gateway}, and perhaps {@code token}, {@code ca} and {@code pid}. */
final class ConfigurationFile {

    private final Path path;
    private final Properties properties;

    private ConfigurationFile(Path path, Properties properties) {
        this.path = path;
        this.properties = properties;
    }

    /**
     * Reads the file; the result is empty if there is none.
     *
     * @throws DsException if it cannot be read, or names no Gateway
     */
    static Optional<ConfigurationFile> read(Path path) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new DsException(ExitCode.USAGE, path + " cannot be read: " + e.getMessage(), e);
        }
        var file = new ConfigurationFile(path, properties);
        if (file.value("gateway").isEmpty()) {
            throw DsException.usage(path + " has no 'gateway': add a line gateway=https://HOST:PORT");
        }
        return Optional.of(file);
    }

    Address gateway() {
        return Address.parse(value("gateway").orElseThrow(), "gateway in " + path);
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(String::trim)
                .filter(value -> !value.isEmpty());
    }

    /** Whether the process that wrote this file still runs. */
    boolean isOfARunningProcess(LongPredicate running) {
        return value("pid")
                .filter(pid -> pid.matches("\\d{1,18}"))
                .map(pid -> running.test(Long.parseLong(pid)))
                .orElse(false);
    }

    /** Whether users other than the owner may read the file; false where the file system cannot tell. */
    boolean isReadableByOthers() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }
}
