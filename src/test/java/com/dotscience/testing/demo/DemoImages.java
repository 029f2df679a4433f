package com.dotscience.testing.demo;

import com.dotscience.api.ModelProxyContract;
import com.dotscience.testing.kubelet.Image;
import com.dotscience.testing.kubelet.Images;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The images that the demo knows: its model, one that crashes, none else under {@code demo/}, and the model-proxy. */
final class DemoImages implements Images {

    private static final String PREFIX = "demo/";
    private static final String MODEL = PREFIX + "roadsigns:";
    private static final List<String> MODEL_VERSIONS = List.of("1", "2");
    private static final int MODEL_PORT = 8501;

    /** It says what a model would say that was not packed with its image, and ends. */
    private static final String BROKEN = "echo 'Loading the model from /models/model'; sleep 1;"
            + " echo 'There is no saved model in /models/model: nothing to serve' >&2; exit 1";

    private final Path distribution;

    DemoImages(Path distribution) {
        this.distribution = distribution;
    }

    @Override
    public Image find(String name) {
        String repository = name.replaceFirst("[:@][^/]*$", "");
        if (repository.endsWith("model-proxy")) {
            return modelProxy();
        }
        if (!name.startsWith(PREFIX)) {
            return new Image.Pretended();
        }
        if (name.startsWith(MODEL) && MODEL_VERSIONS.contains(name.substring(MODEL.length()))) {
            return model(name.substring(MODEL.length()));
        }
        if (name.equals(PREFIX + "broken:1")) {
            return new Image.Program(ports -> List.of("sh", "-c", BROKEN), Map.of());
        }
        return new Image.Missing("failed to pull and unpack image \"docker.io/" + name
                + "\": failed to resolve reference" + " \"docker.io/" + name + "\": docker.io/" + name + ": not found");
    }

    private Image modelProxy() {
        String program = distribution.resolve("bin").resolve("model-proxy").toString();
        return new Image.Program(
                ports -> List.of(program),
                // Its own defaults, so that they are exchanged for real ports where a pod names none.
                Map.of(
                        ModelProxyContract.PORT,
                        Integer.toString(ModelProxyContract.DEFAULT_PORT),
                        ModelProxyContract.API_PORT,
                        Integer.toString(ModelProxyContract.DEFAULT_API_PORT),
                        ModelProxyContract.LISTEN_ADDRESS,
                        "127.0.0.1"));
    }

    private static Image model(String version) {
        return new Image.Program(
                ports -> List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.dotscience.testing.roadsigns.server.RoadSignsServer",
                        "--address=127.0.0.1",
                        "--port=" + ports.get(MODEL_PORT),
                        "--model-version=" + version),
                Map.of());
    }
}
