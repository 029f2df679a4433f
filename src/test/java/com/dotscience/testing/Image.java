package com.dotscience.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A container as Kubernetes would start one of the image, as nearly as that goes without a container engine: this machine's
 * own files with the distribution at {@code /opt/dotscience}, all of it read-only, and a user whom nobody knows, in group
 * 0. Needs root; a test is skipped where that, or a mount namespace, is not to be had.
 *
 * @param distribution the folder with {@code bin}
 * @param root an empty folder
 */
public record Image(Path distribution, Path root) {

    /** As OpenShift gives one. */
    private static final String USER = "1000760000";

    private static final String MOUNT = """
            set -eu
            mount --bind / "$root"
            mount -o remount,ro,bind "$root"
            mount --bind /proc "$root/proc"
            mount --bind /dev "$root/dev"
            mount -t tmpfs none "$root/opt"
            mkdir "$root/opt/dotscience"
            mount --bind "$distribution" "$root/opt/dotscience"
            """;

    private static final String RUN = MOUNT + """
            mount -o remount,ro,bind "$root/opt/dotscience"
            mount -o remount,ro "$root/opt"
            exec chroot "$root" setpriv --reuid %s --regid 0 --clear-groups "$@"
            """.formatted(USER);

    private static final String BUILD = MOUNT + """
            mount -t tmpfs none "$root/tmp"
            exec chroot "$root" "$@"
            """;

    /** What the build of {@code mvn package} made, unpacked in this folder. */
    public static Image unpacked(ScratchFolder folder) {
        try {
            Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
            Path distribution = Files.createDirectory(folder.path().resolve("distribution"));
            output(new ProcessBuilder("tar", "xzf", archive().toString(), "-C", distribution.toString())
                    .redirectErrorStream(true)
                    .start());
            return new Image(distribution, Files.createDirectory(folder.path().resolve("root")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a build of the image does, as root. */
    public String build(String shellCommand) {
        return output(start(BUILD, Map.of(), List.of("sh", "-c", shellCommand)));
    }

    /** Starts a command in a container; it ends with this JVM at the latest. */
    public Process start(Map<String, String> environment, List<String> command) {
        return start(RUN, environment, command);
    }

    /** What a command prints in a container, errors as well. */
    public String run(Map<String, String> environment, List<String> command) {
        return output(start(environment, command));
    }

    private Process start(String script, Map<String, String> environment, List<String> command) {
        assumeTrue(canMount(), "only root can make a read-only root and a foreign user");
        List<String> all = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, "sh"));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        "/opt/dotscience/bin:" + System.getenv("PATH"),
                        "HOME",
                        "/",
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "root",
                        root.toString(),
                        "distribution",
                        distribution.toString()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path archive() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("mvn package makes target/dotscience-deployer-*.tar.gz"));
        }
    }

    private static String output(Process process) {
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException("Ended with code " + code + ":\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean canMount() {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/unshare"))) {
            return false;
        }
        try {
            return new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
