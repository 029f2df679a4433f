package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.cli.command.Assignment;
import com.dotscience.cli.output.DsException;
import picocli.CommandLine.Option;

/** Annotations and labels of the model's pods. */
final class PodMetadataOptions {

    @Option(
            names = "--pod-annotation",
            paramLabel = "k=v",
            arity = "1",
            description = "An annotation of the model's pods; k- takes it off. Can be given more than once.")
    private String[] annotations = {};

    @Option(
            names = "--pod-label",
            paramLabel = "k=v",
            arity = "1",
            description = "A label of the model's pods; k- takes it off. Can be given more than once.")
    private String[] labels = {};

    boolean isEmpty() {
        return annotations.length + labels.length == 0;
    }

    /** @throws DsException if an option is wrong */
    void applyTo(DeploymentSpec.Builder model) {
        Assignment.all("--pod-annotation", annotations).forEach((key, value) -> {
            if (value == null) {
                model.removePodAnnotations(key);
            } else {
                model.putPodAnnotations(key, value);
            }
        });
        Assignment.all("--pod-label", labels).forEach((key, value) -> {
            if (value == null) {
                model.removePodLabels(key);
            } else {
                model.putPodLabels(key, value);
            }
        });
    }
}
