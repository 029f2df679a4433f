package com.dotscience.deployer.plan;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.EnvVar;
import com.dotscience.api.KeySelector;
import com.dotscience.api.LocalObjectReference;
import com.dotscience.api.SecurityContext;
import com.dotscience.api.Toleration;
import com.dotscience.api.TopologySpread;
import com.dotscience.api.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What can be asked of pods, by chance, and all of it such as an API server takes. */
final class RandomPods {

    private final Random random;

    RandomPods(Random random) {
        this.random = random;
    }

    void fill(DeploymentSpec.Builder pods) {
        pods.setServiceAccountToken(random.nextInt(4) == 0)
                .setPrivilegeEscalation(random.nextInt(4) == 0)
                .setUnconfined(random.nextInt(4) == 0);
        environment(pods);
        images(pods);
        scheduling(pods);
        identity(pods);
        volumes(pods);
        if (random.nextInt(3) > 0) {
            resources(pods);
        }
        life(pods);
    }

    private void environment(DeploymentSpec.Builder pods) {
        List<String> names = new ArrayList<>(List.of("MODE", "THREADS", "PATH_OF_ALL", "a.b-c"));
        Collections.shuffle(names, random);
        for (String name : names.subList(0, random.nextInt(names.size() + 1))) {
            pods.addEnv(variable(name));
        }
        if (random.nextInt(3) == 0) {
            pods.addCommand("/bin/serve").addCommand(oneOf("", "--verbose"));
        }
        if (random.nextInt(3) == 0) {
            pods.addArgs(oneOf("--port=8501", "$(MODE)"));
        }
    }

    private void images(DeploymentSpec.Builder pods) {
        pods.setImagePullPolicy(oneOf("", "", "Always", "IfNotPresent", "Never"))
                .setRestartedAt(oneOf("", "", "2026-11-27T06:00:00Z"))
                .setSharedMemory(oneOf("", "", "64Mi", "1024Mi", "8Gi"));
        for (String label : List.of("disk", "a.b/zone")) {
            if (random.nextInt(3) == 0) {
                pods.putNodeSelector(label, oneOf("", "ssd", "eu"));
            }
        }
        for (String secret : List.of("hub", "quay")) {
            if (random.nextInt(3) == 0) {
                pods.addImagePullSecrets(LocalObjectReference.newBuilder().setName(secret));
            }
        }
    }

    private void scheduling(DeploymentSpec.Builder pods) {
        if (random.nextInt(3) == 0) {
            pods.addTolerations(
                    Toleration.newBuilder().setKey(oneOf("gpu", "a.b/spot")).setOperator("Exists"));
        }
        if (random.nextInt(3) == 0) {
            pods.addTolerations(Toleration.newBuilder()
                    .setKey("team")
                    .setOperator(oneOf("", "Equal"))
                    .setValue(oneOf("", "vision"))
                    .setEffect("NoExecute")
                    .setTolerationSeconds(random.nextInt(3)));
        }
        for (String key : List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone")) {
            if (random.nextInt(3) == 0) {
                pods.addTopologySpread(TopologySpread.newBuilder()
                        .setTopologyKey(key)
                        .setMaxSkew(random.nextInt(3))
                        .setWhenUnsatisfiable(oneOf("", "DoNotSchedule", "ScheduleAnyway")));
            }
        }
        pods.setPriorityClass(oneOf("", "", "high"));
    }

    private void identity(DeploymentSpec.Builder pods) {
        pods.setServiceAccount(oneOf("", "", "reader", "writer"));
        if (random.nextBoolean()) {
            pods.putPodLabels("team", oneOf("", "vision")).putPodAnnotations("example.com/A", oneOf("", "two\nlines"));
        }
        if (random.nextBoolean()) {
            SecurityContext.Builder context = pods.getSecurityContextBuilder()
                    .setRunAsNonRoot(random.nextBoolean())
                    .setReadOnlyRootFilesystem(random.nextBoolean());
            if (random.nextBoolean()) {
                context.setRunAsUser(1 + random.nextInt(2)).setRunAsGroup(random.nextInt(2));
            }
            if (random.nextBoolean()) {
                context.setFsGroup(random.nextInt(2)).addSupplementalGroups(random.nextInt(2));
            }
            if (random.nextBoolean()) {
                context.addDropCapabilities(oneOf("ALL", "NET_RAW"));
            }
        }
    }

    private void volumes(DeploymentSpec.Builder pods) {
        List<String> names = new ArrayList<>(List.of("weights", "labels", "extra"));
        Collections.shuffle(names, random);
        for (String name : names.subList(0, random.nextInt(names.size() + 1))) {
            Volume.Builder volume =
                    Volume.newBuilder().setName(name).setMountPath("/" + name).setSubPath(oneOf("", "", "v3/a"));
            pods.addVolumes(random.nextBoolean() ? volume.setClaim(oneOf("a", "b")) : volume.setConfigMap("site"));
        }
    }

    private void life(DeploymentSpec.Builder pods) {
        String type = oneOf("", "None", "HTTP", "TCP", "TensorFlowServing", "OpenInference");
        pods.getReadinessBuilder().setType(type).setPort(random.nextInt(2) * 8501 + 1);
        if (type.equals("HTTP")) {
            pods.getReadinessBuilder().setPath(oneOf("/up", "/"));
        }
        if (type.equals("TensorFlowServing") || type.equals("OpenInference")) {
            pods.getReadinessBuilder().setModel(oneOf("", "signs"));
        }
        pods.setStartUpSeconds(random.nextInt(3) * 31)
                .setTerminationGracePeriodSeconds(random.nextInt(2) * 60)
                .getDrainBuilder()
                .setSeconds(random.nextInt(2) * 7)
                .setImageSleep(true);
        String strategy = oneOf("", "RollingUpdate", "Recreate");
        pods.getRolloutBuilder().setStrategy(strategy).setProgressDeadlineSeconds(random.nextInt(2) * 300);
        if (!strategy.equals("Recreate")) {
            pods.getRolloutBuilder().setMaxSurge(oneOf("", "0", "1", "30%")).setMaxUnavailable(oneOf("", "1", "50%"));
        }
    }

    private void resources(DeploymentSpec.Builder pods) {
        if (random.nextBoolean()) {
            pods.getResourcesBuilder()
                    .putRequests("cpu", oneOf("0.1", "100m", "1.5"))
                    .putLimits("cpu", oneOf("2", "2000m", "2.500"));
        }
        if (random.nextBoolean()) {
            pods.getResourcesBuilder().putLimits("memory", oneOf("1024Mi", "1.5Gi", "1000000k", "512"));
        }
        if (random.nextBoolean()) {
            pods.getResourcesBuilder().putLimits("nvidia.com/gpu", oneOf("1", "1000"));
        }
    }

    private EnvVar.Builder variable(String name) {
        EnvVar.Builder variable = EnvVar.newBuilder().setName(name);
        KeySelector key = KeySelector.newBuilder()
                .setName(oneOf("store", "other"))
                .setKey(oneOf("password", "tls.crt"))
                .build();
        switch (random.nextInt(4)) {
            case 0 -> variable.getValueFromBuilder().setSecretKeyRef(key);
            case 1 -> variable.getValueFromBuilder().setConfigMapKeyRef(key);
            default -> variable.setValue(oneOf("", "1", "fast", "$(MODE)/bin", "two\nlines"));
        }
        return variable;
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
