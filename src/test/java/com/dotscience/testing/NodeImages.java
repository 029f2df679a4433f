package com.dotscience.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What {@code hack/images} builds, as archives for a {@link RealNode}: with {@code kube-image} in docker's place, and its
 * stand-in for the base that cannot be pulled. They are kept, and built anew when something in them has changed.
 */
public final class NodeImages {

    /** The demo's model, as tests need it besides: images by name, each with its options. */
    private static final Map<String, String> MISBEHAVING = Map.of(
            "demo/crashing:1", "--exit-after=3",
            "demo/failing:1", "--model-version=2 --fail-every=5",
            "demo/greedy:1", "--eat-memory=4096",
            "demo/slow:1", "--start-delay=20 --load-delay=5");

    private static final List<String> INPUTS = List.of(
            "Dockerfile",
            "licenses",
            "hack/images",
            "hack/demo-model",
            "src/test/docker",
            "target/test-classes/com/dotscience/testing/roadsigns");

    /** As {@code docker build OPTION VALUE ... FOLDER}. */
    private static final String DOCKER = """
            #!/bin/sh
            set -eu
            shift
            options=
            while [ $# -gt 1 ]; do
              case $1 in
                --tag) name=$2 ;;
                *) options="$options $1 $2" ;;
              esac
              shift 2
            done
            exec "$KUBE_IMAGE" build "$ARCHIVES/$(echo "$name" | tr /: __).tar" "$name" "$1" $options \\
              --build-arg RUNTIME=localhost/jre:17
            """;

    private final Path script;
    private final Path folder = Path.of("target", "images").toAbsolutePath();

    /** @param scripts the folder with {@code kube-image} */
    public NodeImages(Path scripts) {
        this.script = scripts.resolve("kube-image");
    }

    /** One or more images each. */
    public List<Path> archives() {
        try {
            Path key = folder.resolve("key");
            String wanted = key();
            if (!Files.exists(key) || !Files.readString(key).equals(wanted)) {
                build();
                Files.writeString(key, wanted);
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".tar"))
                        .sorted()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void build() throws IOException {
        ScratchFolder.emptied(folder);
        Path docker = Files.createDirectory(folder.resolve("bin")).resolve("docker");
        Files.writeString(docker, DOCKER);
        docker.toFile().setExecutable(true);
        Command.of("hack/images", "true")
                .with("PATH", docker.getParent() + ":" + System.getenv("PATH"))
                .with("KUBE_IMAGE", script.toString())
                .with("ARCHIVES", folder.toString())
                .output();
        new ImageArchive(folder.resolve("demo_roadsigns_1.tar")).addVariants("ROADSIGNS_OPTIONS", MISBEHAVING);
    }

    private String key() throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        digest.update(new TreeMap<>(MISBEHAVING).toString().getBytes(UTF_8));
        for (Path file : inputs()) {
            digest.update(file.toString().getBytes(UTF_8));
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private List<Path> inputs() throws IOException {
        Stream<Path> all;
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            all = Stream.concat(
                    Stream.of(script), built.filter(file -> file.toString().endsWith(".tar.gz")).toList().stream());
        }
        for (String input : INPUTS) {
            try (Stream<Path> files = Files.walk(Path.of(input))) {
                all = Stream.concat(all, files.filter(Files::isRegularFile).toList().stream());
            }
        }
        return all.sorted().toList();
    }
}
