package com.dotscience.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The kubectl of this machine. A test that asks it is skipped where there is none. */
public final class Kubectl {

    private Kubectl() {}

    /** What {@code kubectl kustomize} makes of a folder. */
    public static String kustomize(Path folder) {
        return command(List.of("kubectl", "kustomize", folder.toString())).output();
    }

    /** Runs one command against a cluster; returns what it printed. */
    public static String run(Path kubeconfig, String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments));
        return command(command).output();
    }

    /** Applies what is at an address, in a file or in a folder; returns the line about each object, also that the cluster does not know it. */
    public static String apply(Path kubeconfig, String where) {
        return command(List.of("kubectl", "--kubeconfig", kubeconfig.toString(), "apply", "-f", where))
                .run()
                .printed();
    }

    private static Command command(List<String> words) {
        assumeTrue(isInstalled(), "there is no kubectl on the PATH");
        return new Command(words, Map.of());
    }

    public static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }
}
