package com.dotscience.deployer.manifest;

import com.dotscience.api.EnvVarSource;
import com.dotscience.api.KeySelector;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Builds the environment variables of the model's container. */
final class Environment {

    private Environment() {}

    /**
     * @throws InvalidModelDeploymentException if a name occurs twice, because of two variables nobody could tell later
     *     which one is ours
     */
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

    /**
     * Builds one variable. It leaves out an empty value as the API server does, so that comparing the two finds no
     * difference.
     */
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
