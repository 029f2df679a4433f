package com.dotscience.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the program, which the build writes into a resource. */
public final class Version {

    private Version() {}

    /**
     * The version of the project's pom, for example {@code 0.1.0}.
     *
     * @throws UncheckedIOException if the class path is broken
     */
    public static String current() {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
