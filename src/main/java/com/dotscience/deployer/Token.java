package com.dotscience.deployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Finds the API token: it is given, or stands in a file, which is read again each time so that the token can be exchanged. */
final class Token {

    private Token() {}

    /** @throws ConfigurationException if there is none */
    static Supplier<String> of(Settings settings) {
        String given = settings.secret("deployer.token");
        if (!given.isEmpty()) {
            return () -> given;
        }
        String file = settings.text("deployer.token-file");
        if (file.isEmpty()) {
            throw new ConfigurationException("There is no token: set TOKEN or --token-file to the API token that"
                    + " `ds deployer create NAME` showed");
        }
        read(Path.of(file));
        return () -> read(Path.of(file));
    }

    private static String read(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (!token.isEmpty()) {
                return token;
            }
        } catch (IOException e) {
            // The exception below says what to do about it.
        }
        throw new ConfigurationException(
                "The token file " + file + " is empty or cannot be read: put the API token into it");
    }
}
