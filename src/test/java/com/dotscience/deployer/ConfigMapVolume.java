package com.dotscience.deployer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * A ConfigMap as the kubelet mounts it: each file is a link to one in {@code ..data}, itself a link to a folder with all of
 * them, which is exchanged at once (kubernetes, pkg/volume/util/atomic_writer.go).
 */
final class ConfigMapVolume {

    private final Path mount;
    private final Map<String, String> files = new TreeMap<>();
    private int version;

    ConfigMapVolume(Path mount) {
        this.mount = mount;
        write();
    }

    Path path() {
        return mount;
    }

    ConfigMapVolume put(String name, String text) {
        files.put(name, text);
        write();
        return this;
    }

    void remove(String name) {
        files.remove(name);
        write();
    }

    private void write() {
        try {
            Path data = Files.createDirectories(mount.resolve("..version_" + ++version));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(data.resolve(file.getKey()), file.getValue());
            }
            Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), data.getFileName());
            Files.move(next, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            linkEach();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void linkEach() throws IOException {
        for (String name : files.keySet()) {
            if (!Files.isSymbolicLink(mount.resolve(name))) {
                Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
            }
        }
        try (var links = Files.list(mount)) {
            for (Path link : links.toList()) {
                String name = link.getFileName().toString();
                if (!name.startsWith("..") && !files.containsKey(name)) {
                    Files.delete(link);
                }
            }
        }
    }
}
