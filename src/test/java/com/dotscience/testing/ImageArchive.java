package com.dotscience.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An archive of images, as {@code docker save} writes one. */
record ImageArchive(Path file) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Adds images that have all that its first one has, but for the value of a variable.
     *
     * @param variants the values by the images' names
     */
    void addVariants(String variable, Map<String, String> variants) throws IOException {
        ScratchFolder scratch = ScratchFolder.temporary("image-");
        try {
            Path folder = scratch.path();
            Command.of("tar", "-xf", file.toString(), "-C", folder.toString()).output();
            Path manifest = folder.resolve("manifest.json");
            ArrayNode images = (ArrayNode) JSON.readTree(manifest.toFile());
            JsonNode image = images.get(0);
            for (Map.Entry<String, String> variant : variants.entrySet()) {
                ObjectNode config = JSON.readTree(
                                folder.resolve(image.get("Config").asText()).toFile())
                        .deepCopy();
                set(config.withObject("/config").withArray("Env"), variable, variant.getValue());
                String configName = variant.getKey().replaceAll("[/:]", "_") + ".json";
                JSON.writeValue(folder.resolve(configName).toFile(), config);
                ObjectNode added = image.deepCopy();
                added.put("Config", configName);
                added.putArray("RepoTags").add("docker.io/" + variant.getKey());
                images.add(added);
            }
            JSON.writeValue(manifest.toFile(), images);
            Files.delete(file);
            Command.of("tar", "-cf", file.toString(), "-C", folder.toString(), ".")
                    .output();
        } finally {
            scratch.delete();
        }
    }

    private static void set(ArrayNode environment, String variable, String value) {
        for (int i = 0; i < environment.size(); i++) {
            if (environment.get(i).asText().startsWith(variable + "=")) {
                environment.remove(i);
            }
        }
        environment.add(variable + "=" + value);
    }
}
