package com.dotscience.deployer.manifest;

import com.dotscience.api.EnvVarSource;
import com.dotscience.api.KeySelector;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The environment variables of the model's container. */
final class Environment {

    private Environment() {}

    /** @throws InvalidModelDeploymentException if one is there twice: of two, nobody could say later which is ours */
    static List<EnvVar> of(List<com.dotscience.api.EnvVar> asked) {
        Set<String> names = new HashSet<>();
        return asked.stream()
                .map(variable -> {
                    if (!names.add(variable.getName())) {
                        throw new InvalidModelDeploymentException(
                                "deployment.env", "has the variable " + variable.getName() + " twice: name it once");
                    }
                    return variable(variable);
                })
                .toList();
    }

    /** The API server leaves out a value that is empty, so it is left out here. */
    private static EnvVar variable(com.dotscience.api.EnvVar asked) {
        EnvVarBuilder variable = new EnvVarBuilder()
                .withName(asked.getName())
                .withValue(asked.getValue().isEmpty() ? null : asked.getValue());
        EnvVarSource source = asked.getValueFrom();
        KeySelector secret = source.getSecretKeyRef();
        KeySelector configMap = source.getConfigMapKeyRef();
        return switch (source.getSourceCase()) {
            case SECRET_KEY_REF ->
                variable.withNewValueFrom()
                        .withNewSecretKeyRef(secret.getKey(), secret.getName(), null)
                        .endValueFrom()
                        .build();
            case CONFIG_MAP_KEY_REF ->
                variable.withNewValueFrom()
                        .withNewConfigMapKeyRef(configMap.getKey(), configMap.getName(), null)
                        .endValueFrom()
                        .build();
            case SOURCE_NOT_SET -> variable.build();
        };
    }
}
