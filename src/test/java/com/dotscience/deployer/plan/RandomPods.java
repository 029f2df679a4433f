package com.dotscience.deployer.plan;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.EnvVar;
import com.dotscience.api.KeySelector;
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
