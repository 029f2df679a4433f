package com.dotscience.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The objects that a manifest describes, in its order. */
public record Manifests(List<HasMetadata> objects) {

    /** Asks no API server. */
    public static Manifests read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks no API server. */
    public static Manifests parse(String yaml) {
        try (KubernetesClient parser =
                new KubernetesClientBuilder().withConfig(Config.empty()).build()) {
            return new Manifests(parser.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                    .items());
        }
    }

    /** The only one of this type in this namespace. */
    public <T extends HasMetadata> T the(Class<T> type, String namespace) {
        return new Manifests(objects.stream()
                        .filter(object -> namespace.equals(object.getMetadata().getNamespace()))
                        .toList())
                .the(type);
    }

    /** The only one of this type. */
    public <T extends HasMetadata> T the(Class<T> type) {
        List<T> found =
                objects.stream().filter(type::isInstance).map(type::cast).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("Not one " + type.getSimpleName() + " but " + found.size());
        }
        return found.get(0);
    }
}
