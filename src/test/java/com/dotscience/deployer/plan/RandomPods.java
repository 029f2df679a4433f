package com.dotscience.deployer.plan;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.EnvVar;
import com.dotscience.api.KeySelector;
import com.dotscience.api.LocalObjectReference;
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
        environment(pods);
        images(pods);
        if (random.nextInt(3) > 0) {
            resources(pods);
        }
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
