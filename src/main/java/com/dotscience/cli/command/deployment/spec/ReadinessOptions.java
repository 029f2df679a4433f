package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Readiness;
import com.dotscience.cli.output.DsException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How it is found out that the model serves; null is what was not given. */
final class ReadinessOptions {

    private static final Map<String, String> TYPES = Map.of(
            "none", "None",
            "http", "HTTP",
            "tcp", "TCP",
            "tensorflow-serving", "TensorFlowServing",
            "open-inference", "OpenInference");

    @Option(
            names = "--readiness",
            paramLabel = "T",
            description =
                    "How it is found out that the model serves: none, http, tcp, tensorflow-serving or open-inference."
                            + " Default: tcp, and with a model-proxy what that finds out.")
    private String type;

    @Option(
            names = "--readiness-path",
            paramLabel = "PATH",
            description = "What a ready model answers to over HTTP; stands for --readiness http.")
    private String path;

    @Option(
            names = "--readiness-port",
            paramLabel = "P",
            description = "The port to look at; 0 for the model's first one. Default: that.")
    private Integer port;

    @Option(
            names = "--readiness-model",
            paramLabel = "M",
            description = "The name under which the model's server serves it. Default: with tensorflow-serving, model;"
                    + " with open-inference, the server as a whole.")
    private String model;

    @Option(
            names = "--start-up",
            paramLabel = "D",
            converter = SecondsConverter.class,
            description = "How long the model may take to become ready before it is started anew, for example 10m;"
                    + " 0 for no limit. Default: no limit.")
    private Duration startUp;

    boolean isEmpty() {
        return Stream.of(type, path, port, model, startUp).allMatch(Objects::isNull);
    }

    /** @throws DsException if an option is wrong */
    void applyTo(DeploymentSpec.Builder wanted) {
        if (type != null) {
            wanted.setReadiness(Readiness.newBuilder().setType(type(type)));
        }
        if (path != null) {
            if (type != null && !wanted.getReadiness().getType().equals("HTTP")) {
                throw DsException.usage("--readiness-path: is for --readiness http, not for " + type);
            }
            wanted.getReadinessBuilder().setType("HTTP").setPath(path).clearModel();
        }
        if (port != null) {
            existing(wanted, "--readiness-port").setPort(port == 0 ? 0 : Numbers.port("--readiness-port", port));
        }
        if (model != null) {
            existing(wanted, "--readiness-model").setModel(model);
        }
        if (startUp != null) {
            wanted.setStartUpSeconds(Math.toIntExact(startUp.toSeconds()));
        }
    }

    private static Readiness.Builder existing(DeploymentSpec.Builder wanted, String option) {
        if (wanted.getReadiness().getType().isEmpty()) {
            throw DsException.usage(option + ": there is nothing to look at without --readiness: give both");
        }
        return wanted.getReadinessBuilder();
    }

    private static String type(String given) {
        String type = TYPES.get(given.toLowerCase(Locale.ROOT));
        if (type == null) {
            throw DsException.usage(
                    "--readiness: '" + given + "' is none of none, http, tcp, tensorflow-serving, open-inference");
        }
        return type;
    }
}
