package com.dotscience.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The kubectl of this machine. A test that asks it is skipped where there is none. */
public final class Kubectl {

    private Kubectl() {}

    /** What {@code kubectl kustomize} makes of a folder. */
    public static String kustomize(Path folder) {
        return printed(List.of("kubectl", "kustomize", folder.toString()));
    }

    /** Runs one command against a cluster; returns what it printed. */
    public static String run(Path kubeconfig, String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments));
        return printed(command);
    }

    /** Applies what is at an address, in a file or in a folder; returns what is said of each object, that it is not known to the cluster included. */
    public static String apply(Path kubeconfig, String where) {
        return ended(List.of("kubectl", "--kubeconfig", kubeconfig.toString(), "apply", "-f", where)).printed;
    }

    private static String printed(List<String> command) {
        Ended ended = ended(command);
        if (ended.code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed:\n" + ended.printed);
        }
        return ended.printed;
    }

    private record Ended(int code, String printed) {}

    private static Ended ended(List<String> command) {
        assumeTrue(isInstalled(), "there is no kubectl on the PATH");
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }
}
