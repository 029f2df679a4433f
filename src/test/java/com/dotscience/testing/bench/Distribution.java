package com.dotscience.testing.bench;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A form in which users get the deployer.
 *
 * @param folder with {@code bin}
 * @param javaHome whose Java runs it
 * @param javaOptions what {@code JAVA_OPTS} says
 * @param memory that it gets, in MiB; empty for as much as there is
 */
record Distribution(Path folder, Path javaHome, String javaOptions, OptionalInt memory) {

    Launcher launcher() {
        return new Launcher(folder.resolve("bin/ds-deployer"), javaHome);
    }
}
