package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.ModelProxyContract;
import com.dotscience.cli.output.DsException;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that describe the model-proxy. An option that was not given is null. */
public final class ProxyOptions {

    @Option(
            names = "--classes",
            paramLabel = "C",
            description = "The model's classes, as JSON or @FILE: {\"0\": \"cat\"}, {\"cat\": 0} or [\"cat\"]. Puts the"
                    + " model-proxy before the model, which counts predictions by class. '' for none. Default: none.")
    private String classes;

    @Option(
            names = "--record",
            paramLabel = "URL",
            description =
                    "Where to send requests and answers as CloudEvents, over http or https. Puts the model-proxy before"
                            + " the model, also without --classes. '' for nowhere. Default: nowhere.")
    private String record;

    @Option(
            names = "--record-percent",
            paramLabel = "N",
            description = "How many of a hundred requests to record. Default: 100.")
    private Integer recordPercent;

    @Option(
            names = "--record-max-bytes",
            paramLabel = "N",
            description = "How much of a request or an answer to record, in bytes, at most "
                    + ModelProxyContract.MOST_RECORD_MAX_BYTES + ". Default: "
                    + ModelProxyContract.DEFAULT_RECORD_MAX_BYTES + ".")
    private Integer recordMaxBytes;

    @Option(
            names = "--served-name",
            paramLabel = "N",
            description =
                    "The name by which the model's server knows it, as in /v1/models/N; '' for the default. Default: "
                            + ModelProxyContract.DEFAULT_MODEL_NAME + ".")
    private String servedName;

    @Option(
            names = "--model-metrics-path",
            paramLabel = "PATH",
            description =
                    "Where the model has metrics of its own, which the model-proxy shows with its own. Default: where"
                            + " TensorFlow Serving has them.")
    private String modelMetricsPath;

    @Option(
            names = "--model-metrics-port",
            paramLabel = "P",
            description = "The port of the model's own metrics. Default: the model's.")
    private Integer modelMetricsPort;

    @Option(
            names = "--proxy-image",
            paramLabel = "I",
            description =
                    "The model-proxy's image; '' for the default. Default: quay.io/dotmesh/dotscience-model-proxy of the"
                            + " version of ds.")
    private String proxyImage;

    @Option(
            names = "--proxy-memory",
            paramLabel = "MIB",
            description =
                    "The memory that the model-proxy is given, at least and at most, in MiB; 0 for the default. Default: "
                            + ModelProxyContract.DEFAULT_MEMORY_MIB
                            + " for a model-proxy of this project, else no limit.")
    private Integer proxyMemory;

    boolean isEmpty() {
        return Stream.of(
                        classes,
                        record,
                        recordPercent,
                        recordMaxBytes,
                        servedName,
                        modelMetricsPath,
                        modelMetricsPort,
                        proxyImage,
                        proxyMemory)
                .allMatch(Objects::isNull);
    }

    /** @throws DsException if an option is wrong, or makes no sense for this model deployment */
    void applyTo(ProxySpec proxy, ClassesArgument reader) {
        if (classes != null || record != null) {
            proxy.countAndRecord(classes == null || classes.isEmpty() ? classes : reader.base64(classes), record);
        }
        if (recordPercent != null) {
            proxy.recordPercent(Numbers.within("--record-percent", recordPercent, 1, 100));
        }
        if (recordMaxBytes != null) {
            proxy.recordMaxBytes(
                    Numbers.within("--record-max-bytes", recordMaxBytes, 1, ModelProxyContract.MOST_RECORD_MAX_BYTES));
        }
        if (servedName != null) {
            proxy.servedName(servedName);
        }
        if (modelMetricsPath != null) {
            proxy.modelMetricsPath(modelMetricsPath);
        }
        if (modelMetricsPort != null) {
            proxy.modelMetricsPort(Numbers.port("--model-metrics-port", modelMetricsPort));
        }
        if (proxyImage != null) {
            proxy.image(proxyImage);
        }
        if (proxyMemory != null) {
            proxy.memory(Numbers.within("--proxy-memory", proxyMemory, 0, ModelProxyContract.MOST_MEMORY_MIB));
        }
    }
}
