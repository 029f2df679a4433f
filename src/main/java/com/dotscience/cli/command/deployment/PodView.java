package com.dotscience.cli.command.deployment;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.EnvVar;
import com.dotscience.api.EnvVarSource;
import com.dotscience.api.KeySelector;
import com.dotscience.api.LocalObjectReference;
import com.dotscience.api.Volume;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the pods of a model deployment are given, as people and programs see it. */
record PodView(DeploymentSpec pods) {

    /** The fields of {@link #json}, for the help. */
    static final String FIELDS =
            "env (name, value, secret, configMap, key), command, args, resources (limits, requests), sharedMemory,"
                    + " imagePullPolicy, imagePullSecrets, "
                    + SchedulingView.FIELDS
                    + ", volumes (name, claim, configMap, mountPath, subPath), podAnnotations, podLabels, "
                    + SecurityView.FIELDS
                    + ", "
                    + LifeView.FIELDS;

    void addTo(Fields fields) {
        fields.addIfAny("Environment", environment())
                .addIfAny("Command", String.join(" ", pods.getCommandList()))
                .addIfAny("Arguments", String.join(" ", pods.getArgsList()))
                .addIfAny("Resources", new ResourcesView(pods.getResources()).text())
                .addIfAny("Shared memory", pods.getSharedMemory())
                .addIfAny("Pull policy", pods.getImagePullPolicy())
                .addIfAny("Pull secrets", String.join(", ", pullSecrets()));
        new SchedulingView(pods).addTo(fields);
        fields.addIfAny("Volumes", volumes())
                .addIfAny("Pod annotations", text(pods.getPodAnnotationsMap()))
                .addIfAny("Pod labels", text(pods.getPodLabelsMap()));
        new SecurityView(pods).addTo(fields);
        new LifeView(pods).addTo(fields);
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("env", pods.getEnvList().stream().map(PodView::variable).toList());
        json.put("command", List.copyOf(pods.getCommandList()));
        json.put("args", List.copyOf(pods.getArgsList()));
        json.put("resources", new ResourcesView(pods.getResources()).json());
        json.put("sharedMemory", Absent.nullIfEmpty(pods.getSharedMemory()));
        json.put("imagePullPolicy", Absent.nullIfEmpty(pods.getImagePullPolicy()));
        json.put("imagePullSecrets", pullSecrets());
        new SchedulingView(pods).addTo(json);
        json.put("volumes", pods.getVolumesList().stream().map(PodView::volume).toList());
        json.put("podAnnotations", new TreeMap<>(pods.getPodAnnotationsMap()));
        json.put("podLabels", new TreeMap<>(pods.getPodLabelsMap()));
        new SecurityView(pods).addTo(json);
        json.putAll(new LifeView(pods).json());
        return json;
    }

    private static String text(Map<String, String> map) {
        return new TreeMap<>(map).entrySet().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private String volumes() {
        return pods.getVolumesList().stream()
                .map(volume -> volume.getMountPath()
                        + (volume.hasClaim()
                                ? " from claim " + volume.getClaim()
                                : " from ConfigMap " + volume.getConfigMap())
                        + (volume.getSubPath().isEmpty() ? "" : "/" + volume.getSubPath()))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> volume(Volume volume) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", volume.getName());
        json.put("claim", Absent.nullIfEmpty(volume.getClaim()));
        json.put("configMap", Absent.nullIfEmpty(volume.getConfigMap()));
        json.put("mountPath", volume.getMountPath());
        json.put("subPath", Absent.nullIfEmpty(volume.getSubPath()));
        return json;
    }

    private List<String> pullSecrets() {
        return pods.getImagePullSecretsList().stream()
                .map(LocalObjectReference::getName)
                .toList();
    }

    private String environment() {
        return pods.getEnvList().stream().map(PodView::text).collect(Collectors.joining(", "));
    }

    private static String text(EnvVar variable) {
        EnvVarSource source = variable.getValueFrom();
        return variable.getName()
                + switch (source.getSourceCase()) {
                    case SECRET_KEY_REF -> " from Secret " + path(source.getSecretKeyRef());
                    case CONFIG_MAP_KEY_REF -> " from ConfigMap " + path(source.getConfigMapKeyRef());
                    case SOURCE_NOT_SET -> "=" + variable.getValue();
                };
    }

    private static String path(KeySelector selector) {
        return selector.getName() + "/" + selector.getKey();
    }

    private static Map<String, Object> variable(EnvVar variable) {
        EnvVarSource source = variable.getValueFrom();
        KeySelector secret = source.getSecretKeyRef();
        KeySelector configMap = source.getConfigMapKeyRef();
        var json = new LinkedHashMap<String, Object>();
        json.put("name", variable.getName());
        json.put("value", variable.hasValueFrom() ? null : variable.getValue());
        json.put("secret", Absent.nullIfEmpty(secret.getName()));
        json.put("configMap", Absent.nullIfEmpty(configMap.getName()));
        json.put("key", Absent.nullIfEmpty(secret.getKey() + configMap.getKey()));
        return json;
    }
}
