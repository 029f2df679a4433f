package com.dotscience.testing.bench;

import com.dotscience.testing.Command;
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

    /** A copy of it in which the archive of classes is made, as in the image; and what the manifest gives to its container. */
    Distribution asInImage(Path copy, Installed installed) {
        Command.of("cp", "-a", folder.toString(), copy.toString()).output();
        Command.of(copy.resolve("libexec/archive").toString(), "ds-deployer")
                .with("JAVA_HOME", javaHome.toString())
                .output();
        return new Distribution(
                copy, javaHome, (installed.javaOptions() + " " + javaOptions).strip(), installed.memory());
    }
}
