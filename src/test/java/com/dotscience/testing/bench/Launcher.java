package com.dotscience.testing.bench;

import com.dotscience.testing.Command;
import com.dotscience.testing.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A program of the distribution, and the Java that it is to start. */
record Launcher(Path program, Path javaHome) {

    /** This class with that Java and the program's flags and jars. */
    List<String> insteadOfIt(Class<?> main, String... arguments) {
        return java().run(main.getName(), home(main), arguments);
    }

    /**
     * How it calls Java. The program itself says that: to a Java that prints with what it was called, and says of itself that it
     * is the one of that home.
     */
    JavaCommand java() {
        ScratchFolder pretended = ScratchFolder.temporary("java-");
        try {
            Path java = Files.createDirectory(pretended.path().resolve("bin")).resolve("java");
            Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.copy(javaHome.resolve("release"), pretended.path().resolve("release"));
            List<String> words = Command.of(program.toString(), "run")
                    .with("JAVA_HOME", pretended.path().toString())
                    .with("JAVA_OPTS", "")
                    .output()
                    .lines()
                    .toList();
            return JavaCommand.of(javaHome.resolve("bin/java"), words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pretended.delete();
        }
    }

    private static Path home(Class<?> main) {
        try {
            return Path.of(
                    main.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
