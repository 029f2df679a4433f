package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.LocalObjectReference;
import com.dotscience.cli.output.DsException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How the model's images are pulled; null is what was not given. */
final class ImageOptions {

    @Option(
            names = "--pull-secret",
            paramLabel = "SECRET",
            arity = "1",
            description =
                    "A Secret in the model deployment's namespace by which its images are pulled; SECRET- takes it off."
                            + " Can be given more than once.")
    private String[] pullSecrets = {};

    @Option(
            names = "--pull-policy",
            paramLabel = "P",
            description = "Always, IfNotPresent or Never; '' for Kubernetes' own choice. Default: that.")
    private String pullPolicy;

    boolean isEmpty() {
        return pullSecrets.length == 0 && pullPolicy == null;
    }

    /** @throws DsException if an option is wrong */
    void applyTo(DeploymentSpec.Builder model) {
        for (String given : pullSecrets) {
            boolean off = given.endsWith("-");
            String name = off ? given.substring(0, given.length() - 1) : given;
            List<LocalObjectReference> others = model.getImagePullSecretsList().stream()
                    .filter(secret -> !secret.getName().equals(name))
                    .toList();
            if (off || others.size() == model.getImagePullSecretsCount()) {
                model.clearImagePullSecrets().addAllImagePullSecrets(others);
                if (!off) {
                    model.addImagePullSecrets(LocalObjectReference.newBuilder().setName(name));
                }
            }
        }
        if (pullPolicy != null) {
            model.setImagePullPolicy(pullPolicy.isEmpty() ? "" : canonical(pullPolicy));
        }
    }

    private static String canonical(String given) {
        return Stream.of("Always", "IfNotPresent", "Never")
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() ->
                        DsException.usage("--pull-policy: '" + given + "' is none of Always, IfNotPresent, Never"));
    }
}
