package com.dotscience.cli.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out who calls, as {@code user@host}. The Gateway writes it down as what the caller says of itself. */
final class CallerName {

    /** The file in which Linux says the name of the host. Reading it takes no look-up in a network, which could be slow. */
    private static final Path HOST_FILE = Path.of("/proc/sys/kernel/hostname");

    private CallerName() {}

    static String of(Map<String, String> environment) {
        String user = first(environment, "USER", "LOGNAME", "USERNAME").orElse(System.getProperty("user.name", ""));
        return user + "@" + first(environment, "HOSTNAME", "COMPUTERNAME").orElseGet(CallerName::host);
    }

    private static Optional<String> first(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip)
                .findFirst();
    }

    private static String host() {
        try {
            return Files.readString(HOST_FILE).strip();
        } catch (IOException e) {
            return hostBySystem();
        }
    }

    private static String hostBySystem() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }
}
