package com.dotscience.validation;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.LocalObjectReference;
import com.dotscience.api.ResourceQuantity;
import com.dotscience.api.RestartTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may be asked for of pods beside their containers, and of how their images are pulled. */
final class PodRules {

    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");

    private static final int MAX_TIME = 40;

    private PodRules() {}

    /**
     * @param before what was wanted until now
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed
     */
    static void check(DeploymentSpec asked, DeploymentSpec before) {
        String policy = asked.getImagePullPolicy();
        if (!policy.isEmpty() && !PULL_POLICIES.contains(policy)) {
            throw Syntax.invalid("image pull policy must be one of " + String.join(", ", PULL_POLICIES) + ", not "
                    + Syntax.quoted(policy));
        }
        Set<String> secrets = new HashSet<>();
        for (LocalObjectReference secret : asked.getImagePullSecretsList()) {
            Syntax.DNS_NAME.check("image pull secret", secret.getName());
            if (!secrets.add(secret.getName())) {
                throw Syntax.invalid("image pull secret '" + secret.getName() + "' is given twice");
            }
        }
        asked.getNodeSelectorMap().forEach((key, value) -> {
            Syntax.LABEL_KEY.check("node selector", key);
            Syntax.LABEL_VALUE.check("node selector '" + key + "'", value);
        });
        Syntax.DNS_NAME.checkIfAny("priority class", asked.getPriorityClass());
        Syntax.DNS_NAME.checkIfAny("service account", asked.getServiceAccount());
        SchedulingRules.check(asked);
        SecurityRules.check(asked.getSecurityContext());
        VolumeRules.check(asked);
        if (!asked.getRestartedAt().equals(before.getRestartedAt())) {
            checkRestartTime(asked.getRestartedAt());
        }
        if (!asked.getSharedMemory().equals(before.getSharedMemory())) {
            checkSharedMemory(asked.getSharedMemory());
        }
    }

    private static void checkRestartTime(String text) {
        if (!text.isEmpty()
                && (text.length() > MAX_TIME || RestartTime.parse(text).isEmpty())) {
            throw Syntax.invalid(
                    "restart time must be a time such as 2026-11-27T06:00:00Z, not " + Syntax.quoted(text));
        }
    }

    private static void checkSharedMemory(String text) {
        if (text.isEmpty()) {
            return;
        }
        ResourceQuantity size = ResourceQuantity.parse(text)
                .orElseThrow(() -> Syntax.invalid(
                        "shared memory must be " + ResourceQuantity.ALLOWED + ", not " + Syntax.quoted(text)));
        if (!size.isWhole() || size.isZero()) {
            throw Syntax.invalid(
                    "shared memory must be a whole number of bytes above 0, such as 8Gi, not " + Syntax.quoted(text));
        }
    }
}
