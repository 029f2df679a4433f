package com.dotscience.deployer.plan;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.EnvVar;
import com.dotscience.api.KeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarSource;

/**
 * Reads back from a model's container what somebody asked for, because after a restart the cluster may be the only place that
 * still says it.
 */
final class ContainerReadBack {

    private ContainerReadBack() {}

    static void into(DeploymentSpec.Builder model, Container container) {
        model.addAllCommand(container.getCommand()).addAllArgs(container.getArgs());
        resources(model, container);
        if (container.getImagePullPolicy() != null) {
            model.setImagePullPolicy(container.getImagePullPolicy());
        }
        container.getEnv().forEach(variable -> {
            EnvVar.Builder env = EnvVar.newBuilder().setName(variable.getName());
            if (variable.getValue() != null) {
                env.setValue(variable.getValue());
            }
            if (variable.getValueFrom() != null) {
                source(env, variable.getValueFrom());
            }
            model.addEnv(env);
        });
    }

    private static void resources(DeploymentSpec.Builder model, Container container) {
        if (container.getResources() != null) {
            container
                    .getResources()
                    .getLimits()
                    .forEach((name, limit) -> model.getResourcesBuilder().putLimits(name, limit.toString()));
            container
                    .getResources()
                    .getRequests()
                    .forEach((name, request) -> model.getResourcesBuilder().putRequests(name, request.toString()));
        }
    }

    private static void source(EnvVar.Builder env, EnvVarSource source) {
        if (source.getSecretKeyRef() != null) {
            env.getValueFromBuilder()
                    .setSecretKeyRef(KeySelector.newBuilder()
                            .setName(source.getSecretKeyRef().getName())
                            .setKey(source.getSecretKeyRef().getKey()));
        } else if (source.getConfigMapKeyRef() != null) {
            env.getValueFromBuilder()
                    .setConfigMapKeyRef(KeySelector.newBuilder()
                            .setName(source.getConfigMapKeyRef().getName())
                            .setKey(source.getConfigMapKeyRef().getKey()));
        }
    }
}
